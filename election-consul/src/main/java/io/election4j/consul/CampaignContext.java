/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.AdmissionLimiter;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.CampaignRegistry;
import io.election4j.backend.ServiceProblems;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Holds what the campaigns of one backend share, and the campaigns themselves. Lives on the loop. */
final class CampaignContext {
    private final ConsulSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final ConsulApi api;
    private final KeyWatches watches;
    private final SessionPool pool;
    private final Renewals renewals;
    private final ServiceProblems problems;
    private final ConsulProblems ownProblems;
    private final OrphanCleanup orphans;
    private final AdmissionLimiter admission;
    private final CampaignRegistry<ConsulCampaign> campaigns;
    private long latestRelease;

    CampaignContext(
            ConsulSettings settings, BackendThreads threads, LongSupplier clock, ConsulApi api, KeyWatches watches) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.api = api;
        this.watches = watches;
        this.problems = settings.problems();
        this.ownProblems = new ConsulProblems(problems);
        KeepAlive keepAlive =
                settings.byCheck() ? new CheckKeepAlive(api, settings, clock) : new SessionKeepAlive(settings);
        this.pool = new SessionPool(api, settings, keepAlive, threads, clock, this::onSessionEnded);
        this.renewals = new Renewals(this);
        this.orphans = new OrphanCleanup(this);
        this.admission = new AdmissionLimiter(threads);
        this.campaigns = new CampaignRegistry<>(threads, problems, ConsulCampaign.class, unneeded -> {});
        this.latestRelease = clock.getAsLong();
    }

    /** Any thread. */
    ConsulCampaign campaign(String election, String candidateId, Duration ttl) {
        return campaigns.add(election, new ConsulCampaign(this, election, candidateId, ttl));
    }

    ConsulSettings settings() {
        return settings;
    }

    CampaignRegistry<ConsulCampaign> campaigns() {
        return campaigns;
    }

    BackendThreads threads() {
        return threads;
    }

    ConsulApi api() {
        return api;
    }

    KeyWatches watches() {
        return watches;
    }

    SessionPool pool() {
        return pool;
    }

    AdmissionLimiter admission() {
        return admission;
    }

    Renewals renewals() {
        return renewals;
    }

    ServiceProblems problems() {
        return problems;
    }

    ConsulProblems ownProblems() {
        return ownProblems;
    }

    /** Notes that the service has released the keys of a campaign. */
    void noteRelease() {
        latestRelease = clock.getAsLong();
    }

    /** The nanoseconds since the latest release. */
    long sinceLatestRelease() {
        return now() - latestRelease;
    }

    long now() {
        return clock.getAsLong();
    }

    /** Describes a failed request for a candidate. */
    ElectionException problem(CallFailure failure, String subject) {
        return failure.problem(ownProblems, subject);
    }

    /** Why there is no session. */
    ElectionException noSession() {
        String subject = settings.byCheck()
                ? "a session with a check of its own on the agent (session=ttl needs no check)"
                : "a session";
        return pool.failure().map(failure -> problem(failure, subject)).orElseGet(problems::doesNotAnswer);
    }

    private void onSessionEnded(Session session) {
        campaigns.all().forEach(campaign -> campaign.onSessionEnded(session));
    }

    void beat() {
        pool.beat(campaigns.all().stream().anyMatch(campaign -> !campaign.isOver()));
    }

    void tick() {
        campaigns.tick();
        renewals.tick();
        orphans.tick();
    }

    /** Makes all campaigns read again, because the service may have lost data, for example by a restored snapshot. */
    void doubt() {
        campaigns.all().forEach(ConsulCampaign::doubt);
        orphans.doubt();
    }

    /** The keys that campaigns hold, may hold, or are releasing. */
    Set<String> claimedKeys() {
        return campaigns.all().stream().flatMap(ConsulCampaign::keys).collect(Collectors.toSet());
    }

    /** Ends the sessions; the task runs when that is done, or failed. */
    void close(Runnable then) {
        renewals.close();
        campaigns.close();
        pool.close(then);
    }
}
