/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Failed;
import io.election4j.spi.Renewal.Granted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Delegates every call, so that a broken backend only overrides what it breaks. */
final class DelegatingBackend {

    interface ToBackend extends Backend {
        Backend sound();

        @Override
        default Campaign campaign(String election, String candidateId, Duration ttl) {
            return sound().campaign(election, candidateId, ttl);
        }

        /** One after the other, as each campaign may spoil its own renewals. */
        @Override
        default void renew(
                Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
            for (Campaign campaign : campaigns) {
                CompletableFuture<Duration> outcome = campaign instanceof ToCampaign spoilt
                        ? spoilt.renew(() -> RenewalFuture.of(sound(), spoilt.sound()))
                        : RenewalFuture.of(sound(), campaign);
                tell(campaign, outcome, answer);
            }
        }

        @Override
        default CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
            return sound().leaderOtherThan(election, known);
        }

        @Override
        default CompletableFuture<List<String>> candidates(String election) {
            return sound().candidates(election);
        }

        @Override
        default void close() {
            sound().close();
        }
    }

    interface ToCampaign extends Campaign {
        Campaign sound();

        @Override
        default CompletableFuture<Long> won() {
            return sound().won();
        }

        @Override
        default CompletableFuture<Void> lost() {
            return sound().lost();
        }

        /** What becomes of a renewal; {@code sound} sends it. */
        default CompletableFuture<Duration> renew(Supplier<CompletableFuture<Duration>> sound) {
            return sound.get();
        }

        @Override
        default CompletableFuture<Void> leave() {
            return sound().leave();
        }
    }

    private DelegatingBackend() {}

    /** Passes the outcome of one renewal on. */
    static void tell(
            Campaign campaign,
            CompletableFuture<Duration> outcome,
            BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        var unused = outcome.handle((span, failure) -> {
            answer.accept(List.of(campaign), failure == null ? new Granted(span) : new Failed(failure));
            return span;
        });
    }
}
