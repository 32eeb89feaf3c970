/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Runs the rules on backends that list candidates wrongly. Nested, so that the build does not run them as tests. */
final class BrokenLists {

    private BrokenLists() {}

    abstract static class Changed extends BrokenBackends.Broken {
        private record Changing(Backend sound, UnaryOperator<List<String>> change)
                implements DelegatingBackend.ToBackend {
            @Override
            public CompletableFuture<List<String>> candidates(String election) {
                return sound.candidates(election).thenApply(change);
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Changing(sound, this::change);
        }

        abstract List<String> change(List<String> candidates);
    }

    static class LeaderLast extends Changed {
        @Override
        List<String> change(List<String> candidates) {
            List<String> reversed = new ArrayList<>(candidates);
            Collections.reverse(reversed);
            return reversed;
        }
    }

    static class LeaderOnly extends Changed {
        @Override
        List<String> change(List<String> candidates) {
            return candidates.stream().limit(1).toList();
        }
    }

    static class EachNameOnce extends Changed {
        @Override
        List<String> change(List<String> candidates) {
            return candidates.stream().distinct().toList();
        }
    }

    static class WhoHasEverBeenSeen extends Changed {
        private final List<String> seen = new ArrayList<>();

        @Override
        List<String> change(List<String> candidates) {
            candidates.stream().filter(each -> !seen.contains(each)).forEach(seen::add);
            return List.copyOf(seen);
        }
    }

    static class AllElections extends BrokenBackends.Broken {
        private record All(Backend sound, Set<String> entered) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                entered.add(candidateId);
                return sound.campaign(election, candidateId, ttl);
            }

            @Override
            public CompletableFuture<List<String>> candidates(String election) {
                return sound.candidates(election).thenApply(told -> List.copyOf(entered));
            }
        }

        private final Set<String> entered = ConcurrentHashMap.newKeySet();

        @Override
        Backend spoil(Backend sound) {
            return new All(sound, entered);
        }
    }

    static class NoAnswerAfterTheEnd extends BrokenBackends.Broken {
        private record Waiting(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public CompletableFuture<List<String>> candidates(String election) {
                CompletableFuture<List<String>> answer = new CompletableFuture<>();
                var unused = sound.candidates(election).thenAccept(answer::complete);
                return answer;
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Waiting(sound);
        }
    }

    /** Breaks nothing: a backend need not list candidates. */
    static class NoList extends BrokenBackends.Broken {
        private record Silent(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public CompletableFuture<List<String>> candidates(String election) {
                return CompletableFuture.failedFuture(
                        new ElectionException(Kind.INVALID, "the backend does not tell who stands"));
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Silent(sound);
        }
    }
}
