/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Delegates every call, so that a broken backend only overrides what it breaks. */
final class DelegatingBackend {

    interface ToBackend extends Backend {
        Backend sound();

        @Override
        default Campaign campaign(String election, String candidateId, Duration ttl) {
            return sound().campaign(election, candidateId, ttl);
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

        @Override
        default CompletableFuture<Duration> renew() {
            return sound().renew();
        }

        @Override
        default CompletableFuture<Void> leave() {
            return sound().leave();
        }
    }

    private DelegatingBackend() {}
}
