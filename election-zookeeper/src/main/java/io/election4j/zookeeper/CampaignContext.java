/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.AdmissionLimiter;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.CampaignRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what the campaigns of one backend share, and the campaigns themselves. Lives on the loop. */
final class CampaignContext {
    private static final Logger log = LoggerFactory.getLogger(CampaignContext.class);

    private final ZooKeeperSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Connection connection;
    private final Renewals renewals;
    private final ParentNodes parents;
    private final QueueReader queues;
    private final AdmissionLimiter admission;
    private final ForeignNodes foreignNodes;
    private final Rights rights = new Rights(this);
    private final OrphanCleanup orphans = new OrphanCleanup(this);
    private final CampaignRegistry<ZooKeeperCampaign> campaigns;
    private long lastSession;

    CampaignContext(ZooKeeperSettings settings, BackendThreads threads, LongSupplier clock, Connection connection) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.connection = connection;
        this.foreignNodes = new ForeignNodes(settings.service());
        this.campaigns =
                new CampaignRegistry<>(threads, settings.problems(), ZooKeeperCampaign.class, foreignNodes::forget);
        this.renewals = new Renewals(connection, threads, clock);
        this.queues = new QueueReader(clock);
        this.admission = new AdmissionLimiter(threads);
        this.parents = new ParentNodes(settings.acl());
    }

    /** Any thread. */
    ZooKeeperCampaign campaign(String election, String candidateId, Duration ttl) {
        String path = settings.pathOf(election);
        return campaigns.add(path, new ZooKeeperCampaign(this, path, candidateId, ttl));
    }

    CampaignRegistry<ZooKeeperCampaign> campaigns() {
        return campaigns;
    }

    BackendThreads threads() {
        return threads;
    }

    Connection connection() {
        return connection;
    }

    Renewals renewals() {
        return renewals;
    }

    QueueReader queues() {
        return queues;
    }

    AdmissionLimiter admission() {
        return admission;
    }

    ParentNodes parents() {
        return parents;
    }

    ForeignNodes foreignNodes() {
        return foreignNodes;
    }

    Rights rights() {
        return rights;
    }

    OrphanCleanup orphans() {
        return orphans;
    }

    /** The node above all elections. */
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

    /** The nodes of campaigns. */
    Set<String> claimedNodes() {
        return campaigns.all().stream()
                .filter(campaign -> !campaign.isOver())
                .flatMap(campaign -> campaign.node().stream())
                .collect(Collectors.toSet());
    }

    /** Whether no campaign can claim this node of our session; false while that is unknown. */
    boolean isStray(String node) {
        return campaigns.of(node.substring(0, node.lastIndexOf('/'))).stream()
                .noneMatch(rival -> rival.hasUnknownNode() || rival.claims(node));
    }

    /** Ends the session, because a node of ours below this path cannot be deleted and ends only with the session. */
    void onUndeletable(String path) {
        log.warn(
                "{}; the session is ended, and all seats of this process with it",
                problems().mayNotDelete(path).getMessage());
        rights.onUndeletable(path);
        connection.abandon();
    }

    void onConnected(Session session) {
        if (session.id() == lastSession) {
            orphans.onSameSession();
        } else {
            orphans.onNewSession();
        }
        lastSession = session.id();
        orphans.tick(session);
        campaigns.all().forEach(ZooKeeperCampaign::enter);
        renewals.flushSoon();
    }

    /** Campaigns that have not begun to enter continue with the next session; the others have lost their place. */
    void onSessionEnded() {
        campaigns.all().stream().filter(ZooKeeperCampaign::hasEntered).forEach(ZooKeeperCampaign::lose);
    }

    void tick() {
        connection.session().ifPresent(orphans::tick);
        campaigns.tick();
        connection.session().ifPresent(queues::tick);
        renewals.tick();
    }

    void close() {
        renewals.close(closed());
        campaigns.close();
    }

    ElectionException closed() {
        return settings.problems().closed();
    }
}
