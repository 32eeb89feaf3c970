/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.testkit.memory.MemoryProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Serves {@code recorded:NAME?history=FILE}: {@code memory:NAME}, with its promises recorded. */
public final class RecordedProvider implements BackendProvider {

    /** Found by {@link java.util.ServiceLoader}. */
    public RecordedProvider() {}

    @Override
    public String scheme() {
        return "recorded";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("history", "the file to append to");
    }

    @Override
    public Backend connect(BackendUri uri) {
        History history = History.appendingTo(Path.of(uri.option("history").orElseThrow()));
        return new Recorded(new RecordingBackend(new MemoryProvider().connect(uri), history), history);
    }

    /** Closes the file after the connection. */
    private record Recorded(Backend backend, History history) implements Backend {
        @Override
        public Campaign campaign(String election, String candidateId, Duration ttl) {
            return backend.campaign(election, candidateId, ttl);
        }

        @Override
        public void renew(
                Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
            backend.renew(campaigns, answer);
        }

        @Override
        public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
            return backend.leaderOtherThan(election, known);
        }

        @Override
        public CompletableFuture<List<String>> candidates(String election) {
            return backend.candidates(election);
        }

        @Override
        public Optional<String> notice() {
            return backend.notice();
        }

        @Override
        public void close() {
            backend.close();
            history.close();
        }
    }
}
