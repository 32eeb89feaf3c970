/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.testkit.memory.MemoryRoute;
import io.election4j.testkit.memory.MemoryTampering;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Provides backends that work only while no other client interferes. */
final class InterferedBackends {

    private InterferedBackends() {}

    abstract static class Interfered extends BrokenBackends.Broken {
        @Override
        protected Optional<ServiceTampering> tampering() {
            return Optional.of(new MemoryTampering(service()));
        }

        @Override
        protected Optional<UnreliableRoute> unreliableRoute() {
            return Optional.of(new MemoryRoute(service()));
        }
    }

    /** A winner never notices a loss. */
    static class NoticesNothing extends Interfered {
        private record Believer(Campaign sound, Duration ttl) implements DelegatingBackend.ToCampaign {
            @Override
            public CompletableFuture<Void> lost() {
                return new CompletableFuture<>();
            }

            @Override
            public CompletableFuture<Duration> renew(Supplier<CompletableFuture<Duration>> honest) {
                return honest.get().exceptionally(error -> ttl);
            }
        }

        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new Believer(sound, ttl);
        }
    }

    static class SameTokenAgain extends Interfered {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new BrokenCampaigns.OtherToken(sound, token -> 7);
        }
    }

    /** A successor does not check again after another client overwrites its predecessor. */
    static class BlindAfterAWrite extends Interfered {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return BrokenCampaigns.BlindSuccessor.of(sound);
        }
    }

    /** A connection is useless without its first session. */
    static class ClosedWithItsSession extends Interfered {
        private record OneSession(Backend sound) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration asked) {
                Campaign campaign = sound.campaign(election, candidateId, asked);
                var unused = campaign.lost().thenRun(sound::close);
                return campaign;
            }
        }

        @Override
        protected Backend connect(Duration ttl) {
            return new OneSession(super.connect(ttl));
        }
    }

    /** A candidate neither wins nor learns that its place is gone. */
    static class WaitsForEver extends Interfered {
        private record Waiting(Campaign sound, CompletableFuture<Long> won, CompletableFuture<Void> lost)
                implements DelegatingBackend.ToCampaign {}

        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return sound.won().isDone()
                    ? sound
                    : new Waiting(sound, new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    /** A candidate that lost its seat is refused once, and then continues as if it had not. */
    static class TermsComeBack extends Interfered {
        private record Revenant(Campaign sound, Duration ttl, AtomicBoolean refused)
                implements DelegatingBackend.ToCampaign {
            @Override
            public CompletableFuture<Void> lost() {
                return new CompletableFuture<>();
            }

            @Override
            public CompletableFuture<Duration> renew(Supplier<CompletableFuture<Duration>> honest) {
                return honest.get()
                        .exceptionallyCompose(error -> refused.compareAndSet(false, true)
                                ? CompletableFuture.failedFuture(error)
                                : CompletableFuture.completedFuture(ttl));
            }
        }

        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return new Revenant(sound, ttl, new AtomicBoolean());
        }
    }

    /** A candidate enters again if it does not learn of its win at once, and forgets the first entry. */
    static class OrphanOfALostReply extends Interfered {
        private record Hasty(Backend sound, Backend other) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                Campaign campaign = sound.campaign(election, candidateId, ttl);
                if (!campaign.won().isDone()) {
                    Campaign orphan = other.campaign(election, "orphan", ttl);
                    var unused = new BrokenCampaigns.RenewsForTheSilent(other, orphan, ttl);
                }
                return campaign;
            }

            @Override
            public void close() {
                sound.close();
                other.close();
            }
        }

        @Override
        Backend connectOver(UnreliableRoute line, Duration ttl) {
            return new Hasty(super.connectOver(line, ttl), connect(ttl));
        }
    }
}
