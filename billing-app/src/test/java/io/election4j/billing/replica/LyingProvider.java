/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Granted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Elects every candidate at once and confirms all of them for ever, as a broken coordination service. */
public final class LyingProvider implements BackendProvider {
    private static final AtomicLong TOKENS = new AtomicLong();

    @Override
    public String scheme() {
        return "lying";
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public Backend connect(BackendUri uri) {
        return new Backend() {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                return new Victory(TOKENS.incrementAndGet(), ttl);
            }

            @Override
            public void renew(
                    Collection<? extends Campaign> campaigns,
                    BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
                campaigns.forEach(
                        campaign -> answer.accept(List.of(campaign), new Granted(((Victory) campaign).ttl())));
            }

            @Override
            public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {}
        };
    }

    /** Implements a campaign that always wins. */
    private record Victory(long token, Duration ttl) implements Campaign {
        @Override
        public CompletableFuture<Long> won() {
            return CompletableFuture.completedFuture(token);
        }

        @Override
        public CompletableFuture<Void> lost() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> leave() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
