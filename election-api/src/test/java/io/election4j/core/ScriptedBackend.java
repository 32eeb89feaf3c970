/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Implements a backend whose answers the test gives. */
class ScriptedBackend implements Backend {

    /** Implements one campaign, whose outcome the test decides. */
    static final class ScriptedCampaign implements Campaign {
        final CompletableFuture<Long> won = new CompletableFuture<>();
        final CompletableFuture<Void> lost = new CompletableFuture<>();
        final CompletableFuture<Void> left = new CompletableFuture<>();
        final List<CompletableFuture<Duration>> renewals = new ArrayList<>();
        Supplier<CompletableFuture<Duration>> renewing = CompletableFuture::new;
        int leaves;

        @Override
        public CompletableFuture<Long> won() {
            return won;
        }

        @Override
        public CompletableFuture<Void> lost() {
            return lost;
        }

        CompletableFuture<Duration> renew() {
            CompletableFuture<Duration> renewal = renewing.get();
            renewals.add(renewal);
            return renewal;
        }

        @Override
        public CompletableFuture<Void> leave() {
            leaves++;
            return left;
        }

        CompletableFuture<Duration> lastRenewal() {
            return renewals.get(renewals.size() - 1);
        }

        /** Makes every renewal succeed at once from now on. */
        void grantRenewals(Duration span) {
            renewing = () -> CompletableFuture.completedFuture(span);
        }
    }

    final List<ScriptedCampaign> campaigns = new ArrayList<>();

    /** How many campaigns each call of {@link #renew} was about. */
    final List<Integer> renewedTogether = new ArrayList<>();

    final List<CompletableFuture<Optional<Leader>>> questions = new ArrayList<>();
    final List<Optional<Leader>> known = new ArrayList<>();

    /** The election of each campaign and of each query, and the name of each candidate. */
    final List<String> contested = new ArrayList<>();

    final List<String> standing = new ArrayList<>();
    final List<String> watched = new ArrayList<>();
    CompletableFuture<List<String>> candidates = new CompletableFuture<>();
    Supplier<ScriptedCampaign> starting = ScriptedCampaign::new;
    Supplier<Optional<String>> noticing = Optional::empty;
    boolean closed;

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        ScriptedCampaign campaign = starting.get();
        campaigns.add(campaign);
        contested.add(election);
        standing.add(candidateId);
        return campaign;
    }

    @Override
    public void renew(
            Collection<? extends Campaign> renewed, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        renewedTogether.add(renewed.size());
        for (Campaign each : renewed) {
            CompletableFuture<Duration> renewal = ((ScriptedCampaign) each).renew();
            var unused = renewal.handle((span, error) -> {
                answer.accept(List.of(each), error == null ? new Renewal.Granted(span) : new Renewal.Failed(error));
                return span;
            });
        }
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> notThis) {
        CompletableFuture<Optional<Leader>> question = new CompletableFuture<>();
        questions.add(question);
        known.add(notThis);
        watched.add(election);
        return question;
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return candidates;
    }

    @Override
    public Optional<String> notice() {
        return noticing.get();
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Returns null, as a backend without null checks may do. */
    @SuppressWarnings("NullAway")
    static <T> Supplier<T> nothing() {
        return () -> null;
    }

    ScriptedCampaign campaign() {
        return campaigns.get(campaigns.size() - 1);
    }

    /** The last campaign of an election. */
    ScriptedCampaign campaign(String election) {
        return campaigns.get(contested.lastIndexOf(election));
    }

    CompletableFuture<Optional<Leader>> question() {
        return questions.get(questions.size() - 1);
    }

    /** The last query for an election. */
    CompletableFuture<Optional<Leader>> question(String election) {
        return questions.get(watched.lastIndexOf(election));
    }
}
