/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.AdmissionLimiter;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.CampaignRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what the campaigns of one backend share, and the campaigns themselves. Lives on the loop. */
final class CampaignContext {
    private static final Logger log = LoggerFactory.getLogger(CampaignContext.class);

    private final EtcdSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Connection connection;
    private final EtcdClient client;
    private final LeasePool leases;
    private final QueueReader queues;
    private final AdmissionLimiter admission;
    private final Renewals renewals;
    private final KeyMoves moves;
    private final EtcdProblems problems;
    private final OrphanCleanup unclaimed;
    private final CampaignRegistry<EtcdCampaign> campaigns; // by the prefix of their keys
    private volatile Optional<String> notice = Optional.empty();

    CampaignContext(EtcdSettings settings, BackendThreads threads, LongSupplier clock, Connection connection) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.connection = connection;
        this.client = new EtcdClient(connection, this::onHistoryRewritten);
        this.leases = new LeasePool(client, threads, clock, this::onGranted);
        this.unclaimed = new OrphanCleanup(settings.root(), leases, client, threads, clock);
        this.queues = new QueueReader(client, threads, clock);
        this.renewals = new Renewals(this);
        this.moves = new KeyMoves(client, leases, threads, clock);
        this.problems = settings.problems();
        this.admission = new AdmissionLimiter(threads);
        this.campaigns = new CampaignRegistry<>(threads, problems.shared(), EtcdCampaign.class, unneeded -> {});
    }

    /** Any thread. */
    EtcdCampaign campaign(String election, String candidateId, Duration ttl) {
        String prefix = settings.prefixOf(election);
        return campaigns.add(prefix, new EtcdCampaign(this, prefix, candidateId, ttl));
    }

    CampaignRegistry<EtcdCampaign> campaigns() {
        return campaigns;
    }

    BackendThreads threads() {
        return threads;
    }

    EtcdClient client() {
        return client;
    }

    LeasePool leases() {
        return leases;
    }

    QueueReader queues() {
        return queues;
    }

    AdmissionLimiter admission() {
        return admission;
    }

    Renewals renewals() {
        return renewals;
    }

    KeyMoves moves() {
        return moves;
    }

    EtcdProblems problems() {
        return problems;
    }

    long now() {
        return clock.getAsLong();
    }

    /** The time that a request of a campaign may wait; shorter if the service is known to have a problem. */
    Duration patience() {
        return connection.trouble().isPresent() ? settings.callLimit() : connection.limit();
    }

    /** Why a renewal of a campaign has no answer yet. */
    ElectionException whyNot(EtcdCampaign campaign) {
        return campaign.obstacle()
                .or(() -> connection.trouble().or(campaign::trouble).map(this::problem))
                .or(() -> campaign.isInQueue() && !campaign.isSecure()
                        ? moves.trouble().map(this::problem)
                        : Optional.empty())
                .orElseGet(() -> campaign.isWaitingForTurn()
                        ? problems.shared().hasALine()
                        : problems.shared().doesNotAnswer());
    }

    /** Why the service has confirmed nothing. */
    ElectionException whyNoAnswer() {
        return connection.trouble().map(this::problem).orElseGet(() -> problems.shared()
                .doesNotAnswer());
    }

    /** Describes a failure of the service for an operator. */
    ElectionException problem(CallFailure failure) {
        return failure.sentence(problems, "the keys under " + settings.root());
    }

    void onEvent(KeyEvent event) {
        campaigns.of(QueueView.prefixOf(event.key())).forEach(campaign -> campaign.onEvent(event));
        unclaimed.onEvent(event);
    }

    /** As {@link NamespaceWatch.Listener#onGap}. */
    void onGap(long revision, boolean again) {
        campaigns.all().forEach(campaign -> campaign.onGap(revision, again));
        if (again) {
            unclaimed.onGap();
        }
    }

    void tick() {
        campaigns.tick();
        moves.tick();
        renewals.tick();
        unclaimed.tick();
        leases.tick();
    }

    /** Ends all campaigns and leases; the task runs once each revocation of a lease has an answer or has failed. */
    void close(Runnable confirmed) {
        renewals.close();
        campaigns.close();
        leases.close(confirmed);
    }

    private void onGranted(SharedLease lease) {
        Optional<String> news = lease.notice(problems.shared().service());
        if (news.isPresent() && notice.isEmpty()) {
            log.info("{}", news.get());
        }
        notice = news;
    }

    /** How the service differs from what was asked for. Any thread. */
    Optional<String> notice() {
        return notice;
    }

    private void onHistoryRewritten() {
        log.error(
                "{} has gone back to an earlier state, as after restoring a snapshot: all terms end, and fencing tokens"
                        + " may be smaller than before",
                problems.shared().service());
        leases.dropAll();
    }
}
