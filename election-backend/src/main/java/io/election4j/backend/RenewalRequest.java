/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Failed;
import io.election4j.spi.Renewal.Granted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Carries one call of {@link io.election4j.spi.Backend#renew} through a backend. The messenger passes the outcomes on, because
 * they end in the caller's code. Lives on the loop, but for {@link #begin}.
 *
 * @param <C> the campaigns of the backend
 */
public final class RenewalRequest<C extends RegisteredCampaign> {

    /**
     * The part of one campaign in a request, while it has no outcome.
     *
     * @param since when it was asked for, on the backend's clock
     */
    public record Pending<C extends RegisteredCampaign>(C campaign, RenewalRequest<C> request, long since) {

        /** The service has not granted the renewal. */
        public void fail(ElectionException reason) {
            request.fail(List.of(campaign), reason);
        }

        /** The service has granted these renewals for one span; the campaigns of a request are told together. */
        public static <C extends RegisteredCampaign> void grant(Collection<Pending<C>> renewals, Duration span) {
            Map<RenewalRequest<C>, List<C>> byRequest = new LinkedHashMap<>();
            renewals.forEach(each -> byRequest
                    .computeIfAbsent(each.request, request -> new ArrayList<>())
                    .add(each.campaign));
            byRequest.forEach((request, campaigns) -> request.grant(campaigns, span));
        }
    }

    private final BackendThreads threads;
    private final BiConsumer<Collection<? extends Campaign>, Renewal> answer;
    private final List<C> campaigns;

    private RenewalRequest(
            BackendThreads threads, BiConsumer<Collection<? extends Campaign>, Renewal> answer, List<C> campaigns) {
        this.threads = threads;
        this.answer = answer;
        this.campaigns = campaigns;
    }

    /**
     * Begins a request: grants at once what the proofs of wins allow, and asks the service for the others. Any thread.
     *
     * @param ask asks the service; called on the loop
     * @param closed the failure if the backend is closed
     */
    static <C extends RegisteredCampaign> void begin(
            BackendThreads threads,
            Collection<C> campaigns,
            BiConsumer<Collection<? extends Campaign>, Renewal> answer,
            Consumer<RenewalRequest<C>> ask,
            ElectionException closed) {
        List<C> unproven = new ArrayList<>();
        for (C campaign : campaigns) {
            Optional<Duration> known = campaign.state().renewed();
            known.ifPresentOrElse(
                    span -> answer.accept(List.of(campaign), new Granted(span)), () -> unproven.add(campaign));
        }
        RenewalRequest<C> request = new RenewalRequest<>(threads, answer, unproven);
        if (!unproven.isEmpty() && !threads.run(() -> ask.accept(request))) {
            answer.accept(unproven, new Failed(closed));
        }
    }

    /** The campaigns for which the service must be asked. */
    public List<C> campaigns() {
        return campaigns;
    }

    /** The same, one by one, for a backend that answers them at different times. */
    public List<Pending<C>> pending(long now) {
        return campaigns.stream()
                .map(campaign -> new Pending<>(campaign, this, now))
                .toList();
    }

    /** The service has granted a renewal. */
    public void grant(Collection<C> group, Duration span) {
        tell(group, new Granted(span));
    }

    /** The service has not granted a renewal. */
    public void fail(Collection<C> group, ElectionException reason) {
        tell(group, new Failed(reason));
    }

    private void tell(Collection<C> group, Renewal outcome) {
        if (!group.isEmpty()) {
            List<C> told = List.copyOf(group);
            threads.tell(() -> answer.accept(told, outcome));
        }
    }
}
