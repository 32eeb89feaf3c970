/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.Turnstile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** What the campaigns of one backend have in common, and the list of them. Lives on the loop. */
final class CampaignOffice {
    private final ClientSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Connection connection;
    private final SharedProof proof;
    private final Folders folders;
    private final QueueReader queues;
    private final Turnstile entrance;
    private final Remains remains = new Remains(this::isStray);
    private final Set<LatchCampaign> campaigns = new LinkedHashSet<>();
    private boolean closed;

    CampaignOffice(ClientSettings settings, BackendThreads threads, LongSupplier clock, Connection connection) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.connection = connection;
        this.proof = new SharedProof(connection, threads, clock);
        this.queues = new QueueReader(clock);
        this.entrance = new Turnstile(threads);
        this.folders = new Folders(connection, settings.acl());
    }

    /** Any thread. */
    LatchCampaign campaign(String election, String candidateId, Duration ttl) {
        LatchCampaign campaign = new LatchCampaign(this, settings.pathOf(election), candidateId, ttl);
        boolean accepted = threads.run(() -> {
            if (closed) {
                campaign.abort(closed());
                return;
            }
            campaigns.add(campaign);
            campaign.enter();
        });
        if (!accepted) {
            campaign.failAtOnce();
        }
        return campaign;
    }

    BackendThreads threads() {
        return threads;
    }

    Connection connection() {
        return connection;
    }

    SharedProof proof() {
        return proof;
    }

    QueueReader queues() {
        return queues;
    }

    Turnstile entrance() {
        return entrance;
    }

    Folders folders() {
        return folders;
    }

    ZooKeeperProblems problems() {
        return settings.ownProblems();
    }

    long now() {
        return clock.getAsLong();
    }

    String service() {
        return settings.service();
    }

    /** Whether no campaign can claim this node of our session. Says no while that cannot be told. */
    boolean isStray(String node) {
        List<LatchCampaign> rivals = campaigns.stream()
                .filter(campaign -> !campaign.isOver() && node.startsWith(campaign.path() + "/"))
                .toList();
        return rivals.stream()
                .noneMatch(rival -> rival.hasUnknownNode()
                        || rival.node().filter(node::equals).isPresent());
    }

    void onConnected(Session session) {
        remains.clear(session);
        campaigns.forEach(LatchCampaign::enter);
        proof.flushSoon();
    }

    /** Campaigns without a node go on with the next session; for the others the place is gone. */
    void onSessionEnded() {
        remains.forget();
        new ArrayList<>(campaigns).stream().filter(LatchCampaign::isInQueue).forEach(LatchCampaign::lose);
    }

    void tick() {
        campaigns.removeIf(campaign -> {
            boolean ended = !campaign.tick();
            if (ended) {
                remains.left(campaign.path());
            }
            return ended;
        });
        connection.session().ifPresent(queues::tick);
        proof.tick();
    }

    void close() {
        closed = true;
        proof.close(closed());
        campaigns.forEach(campaign -> campaign.abort(closed()));
        campaigns.clear();
    }

    ElectionException closed() {
        return settings.problems().closed();
    }
}
