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

/** Backends that hold elections as long as nobody interferes. */
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

    /** Whoever has won believes in it until the end. */
    static class NoticesNothing extends Interfered {
        private record Believer(Campaign sound, Duration ttl) implements DelegatingBackend.ToCampaign {
            @Override
            public CompletableFuture<Void> lost() {
                return new CompletableFuture<>();
            }

            @Override
            public CompletableFuture<Duration> renew() {
                return sound.renew().exceptionally(error -> ttl);
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

    /** A successor that does not look again once something was written over its predecessor. */
    static class BlindAfterAWrite extends Interfered {
        @Override
        Campaign spoil(Campaign sound, Duration ttl) {
            return BrokenCampaigns.BlindSuccessor.of(sound);
        }
    }

    /** A connection that is of no use without its first session. */
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

    /** A candidate that neither wins nor hears that its place is gone. */
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

    /** Who has lost the seat is refused once, and then goes on as if nothing had happened. */
    static class TermsComeBack extends Interfered {
        private record Revenant(Campaign sound, Duration ttl, AtomicBoolean refused)
                implements DelegatingBackend.ToCampaign {
            @Override
            public CompletableFuture<Void> lost() {
                return new CompletableFuture<>();
            }

            @Override
            public CompletableFuture<Duration> renew() {
                return sound.renew()
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

    /** Stands once more when it does not hear at once of a win, and forgets that it has. */
    static class OrphanOfALostReply extends Interfered {
        private record Hasty(Backend sound, Backend other) implements DelegatingBackend.ToBackend {
            @Override
            public Campaign campaign(String election, String candidateId, Duration ttl) {
                Campaign campaign = sound.campaign(election, candidateId, ttl);
                if (!campaign.won().isDone()) {
                    Campaign orphan = other.campaign(election, "orphan", ttl);
                    var unused = new BrokenCampaigns.RenewsForTheSilent(orphan, ttl);
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
