/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the rules on backends that break one of them each. Nested, so that the build does not run them as tests. */
final class BrokenBackends {

    private BrokenBackends() {}

    abstract static class Broken extends BackendRules {
        private final String name = "broken-" + UUID.randomUUID();

        String service() {
            return name;
        }

        @Override
        protected String uri(Duration ttl) {
            return "memory:" + name + "?ttl=" + ttl.toMillis() + "ms";
        }

        @Override
        protected Duration shortestTtl() {
            return Duration.ofMillis(600);
        }

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(3);
        }

        @Override
        protected Backend connect(Duration ttl) {
            return spoil(super.connect(ttl));
        }

        Backend spoil(Backend sound) {
            return new SpoiltCampaigns(sound, this);
        }

        Campaign spoil(Backend connection, Campaign sound, Duration ttl) {
            return spoil(sound, ttl);
        }

        Campaign spoil(Campaign sound, Duration ttl) {
            return sound;
        }
    }

    record SpoiltCampaigns(Backend sound, Broken how) implements DelegatingBackend.ToBackend {
        @Override
        public Campaign campaign(String election, String candidateId, Duration ttl) {
            return how.spoil(sound, sound.campaign(election, candidateId, ttl), ttl);
        }
    }

    static class NoExclusion extends Broken {
        private record Apart(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                return sound.campaign("apart-" + UUID.randomUUID(), candidateId, ttl);
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Apart(sound);
        }
    }

    static class ExpiresEarly extends Broken {
        private record Halved(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                return new BrokenCampaigns.PromisesDouble(sound.campaign(election, candidateId, ttl.dividedBy(2)));
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Halved(sound);
        }
    }

    static class RenewsTheSucceeded extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.RenewsWhateverHappened(sound, ttl);
        }
    }

    static class FollowsWhoeverLeaves extends Broken {
        private final Queue<CompletableFuture<Long>> wins = new ConcurrentLinkedQueue<>();

        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return BrokenCampaigns.LetsOthersWin.of(sound, wins);
        }
    }

    static class FallingTokens extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.OtherToken(sound, token -> 1_000_000 - token);
        }
    }

    static class EqualTokens extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.OtherToken(sound, token -> 7);
        }
    }

    static class LeavesOnlyInWord extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.LeavesOnlyInWord(sound);
        }
    }

    static class NeverTellsOfTheLoss extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.NeverTellsOfTheLoss(sound, new CompletableFuture<>());
        }
    }

    static class BlindSuccessor extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return BrokenCampaigns.BlindSuccessor.of(sound);
        }
    }

    static class RenewsForTheSilent extends Broken {
        @Override
        Campaign spoil(Backend connection, Campaign sound, Duration ttl) {
            return new BrokenCampaigns.RenewsForTheSilent(connection, sound, ttl);
        }
    }

    static class BlocksInRenew extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.BlocksInRenew(sound);
        }
    }

    static class ThrowsFromCampaign extends Broken {
        private record Throwing(Backend sound, AtomicBoolean closed) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                if (closed.get()) {
                    throw new IllegalStateException("closed");
                }
                return sound.campaign(election, candidateId, ttl);
            }

            @Override
            public void close() {
                closed.set(true);
                sound.close();
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Throwing(sound, new AtomicBoolean());
        }
    }

    static class HopesForEver extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return BrokenCampaigns.HopesForEver.of(sound);
        }
    }

    static class LeavesOnce extends Broken {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.LeavesOnce(sound, new AtomicBoolean());
        }
    }

    static class WatchRepeats extends Broken {
        private record Forgetful(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
                return sound.leaderOtherThan(election, Optional.of(new Leader("nobody", 0)));
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Forgetful(sound);
        }
    }

    static class WatchTellsOnlyChanges extends Broken {
        private record Edge(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
                return sound.leaderOtherThan(election, Optional.of(new Leader("nobody", 0)))
                        .thenCompose(present -> sound.leaderOtherThan(election, present));
            }
        }

        @Override
        Backend spoil(Backend sound) {
            return new Edge(sound);
        }
    }
}
