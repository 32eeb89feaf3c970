/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.Turnstile;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the campaigns of one backend have in common, and the list of them. Lives on the loop. */
final class CampaignOffice {
    private static final Logger log = LoggerFactory.getLogger(CampaignOffice.class);

    private final ClientSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Connection connection;
    private final SharedProof proof;
    private final Folders folders;
    private final QueueReader queues;
    private final Turnstile entrance;
    private final ForeignNodes foreignNodes;
    private final Rights rights = new Rights(this);
    private final Remains remains = new Remains(this);
    private final Set<LatchCampaign> campaigns = new LinkedHashSet<>();
    private long lastSession;
    private boolean closed;

    CampaignOffice(ClientSettings settings, BackendThreads threads, LongSupplier clock, Connection connection) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.connection = connection;
        this.proof = new SharedProof(connection, threads, clock);
        this.queues = new QueueReader(clock);
        this.foreignNodes = new ForeignNodes(settings.service());
        this.entrance = new Turnstile(threads);
        this.folders = new Folders(settings.acl());
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

    ForeignNodes foreignNodes() {
        return foreignNodes;
    }

    Rights rights() {
        return rights;
    }

    Remains remains() {
        return remains;
    }

    /** The node under which all elections lie. */
    String root() {
        return settings.root();
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

    /** The nodes that campaigns stand by. */
    Set<String> claimedNodes() {
        return campaigns.stream()
                .filter(campaign -> !campaign.isOver())
                .flatMap(campaign -> campaign.node().stream())
                .collect(Collectors.toSet());
    }

    /** Whether no campaign can claim this node of our session. Says no while that cannot be told. */
    boolean isStray(String node) {
        return campaigns.stream()
                .filter(campaign -> node.startsWith(campaign.path() + "/"))
                .noneMatch(rival -> rival.hasUnknownNode() || rival.claims(node));
    }

    /** A node of ours cannot be deleted below this path: it ends with the session, and the session therefore now. */
    void onUndeletable(String path) {
        log.warn(
                "{}; the session is ended, and all seats of this process with it",
                problems().mayNotDelete(path).getMessage());
        rights.onUndeletable(path);
        connection.abandon();
    }

    void onConnected(Session session) {
        if (session.id() == lastSession) {
            remains.onSameSession();
        } else {
            remains.onNewSession();
        }
        lastSession = session.id();
        remains.tick(session);
        campaigns.forEach(LatchCampaign::enter);
        proof.flushSoon();
    }

    /** Campaigns that have not begun to enter go on with the next session; for the others the place is gone. */
    void onSessionEnded() {
        List.copyOf(campaigns).stream().filter(LatchCampaign::hasEntered).forEach(LatchCampaign::lose);
    }

    void tick() {
        connection.session().ifPresent(remains::tick);
        campaigns.removeIf(campaign -> {
            boolean ended = !campaign.tick();
            if (ended) {
                foreignNodes.forget(campaign.path());
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
