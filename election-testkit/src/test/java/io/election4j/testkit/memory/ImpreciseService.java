/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Wraps a memory service so that its clients send requests that do not name their term. */
public final class ImpreciseService {
    private static final int BEATS = 4;

    private final MemoryService service;
    private final Flaw flaw;
    private final Queue<MemoryCampaign> campaigns = new ConcurrentLinkedQueue<>();

    /** Selects the fault of the requests. */
    public enum Flaw {
        /** A release frees the seat that its connection holds on arrival, of any term. */
        RELEASES_BY_HOLDER,
        /** A release frees the seat on arrival, whichever connection holds it. */
        RELEASES_BY_KEY,
        /** A request to enter that was not answered is neither undone nor dropped when its campaign leaves. */
        FORGETS_ENTRIES,
        /** A renewal takes the seat on arrival, whichever connection holds it. */
        RENEWS_BY_KEY
    }

    public ImpreciseService(String name, Flaw flaw) {
        this.service = MemoryService.named(name);
        this.flaw = flaw;
    }

    /** Wraps a connection to {@code memory:NAME}. */
    public Backend through(Backend sound) {
        return new Connection((MemoryBackend) sound);
    }

    private final class Connection implements Backend {
        private final MemoryBackend sound;

        Connection(MemoryBackend sound) {
            this.sound = sound;
        }

        @Override
        public Campaign campaign(String election, String candidateId, Duration ttl) {
            MemoryCampaign campaign = (MemoryCampaign) sound.campaign(election, candidateId, ttl);
            campaigns.add(campaign);
            return new Spoilt(campaign);
        }

        @Override
        public void renew(
                Collection<? extends Campaign> renewed, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
            for (Campaign campaign : renewed) {
                var unused = ((Spoilt) campaign).renew().handle((span, failure) -> {
                    answer.accept(List.of(campaign), failure == null ? new Granted(span) : new Failed(failure));
                    return span;
                });
            }
        }

        @Override
        public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
            return sound.leaderOtherThan(election, known);
        }

        @Override
        public void close() {
            if (flaw == Flaw.RELEASES_BY_KEY) {
                campaigns.stream()
                        .filter(campaign -> campaign.connection().equals(sound))
                        .forEach(this::releaseByKey);
            }
            sound.close();
        }

        private void releaseByKey(MemoryCampaign campaign) {
            var unused = new Spoilt(campaign).leave();
        }
    }

    private final class Spoilt implements Campaign {
        private final MemoryCampaign sound;

        Spoilt(MemoryCampaign sound) {
            this.sound = sound;
        }

        @Override
        public CompletableFuture<Long> won() {
            return sound.won();
        }

        @Override
        public CompletableFuture<Void> lost() {
            return sound.lost();
        }

        CompletableFuture<Duration> renew() {
            return flaw == Flaw.RENEWS_BY_KEY && sound.won().isDone() ? send(this::takeSeat) : sound.renew();
        }

        @Override
        public CompletableFuture<Void> leave() {
            return switch (flaw) {
                case RELEASES_BY_HOLDER -> send(answer -> release(answer, this::isOfSameConnection));
                case RELEASES_BY_KEY -> send(answer -> release(answer, other -> true));
                case FORGETS_ENTRIES -> hasWon() ? sound.leave() : forget();
                case RENEWS_BY_KEY -> sound.leave();
            };
        }

        private boolean hasWon() {
            return sound.won().isDone() && !sound.won().isCompletedExceptionally();
        }

        private boolean isOfSameConnection(MemoryCampaign other) {
            return other.connection().equals(sound.connection());
        }

        private <T> CompletableFuture<T> send(Consumer<CompletableFuture<T>> effect) {
            CompletableFuture<T> answer = sound.connection().opened();
            service.request(sound.connection(), answer, () -> effect.accept(answer));
            return answer;
        }

        private void release(CompletableFuture<Void> answer, Predicate<MemoryCampaign> which) {
            campaigns.stream()
                    .filter(other -> other.election().equals(sound.election()) && other.token > 0)
                    .filter(which)
                    .forEach(holder -> service.leave(holder, new CompletableFuture<>()));
            service.leave(sound, answer);
        }

        private void takeSeat(CompletableFuture<Duration> answer) {
            if (!sound.standing) {
                release(new CompletableFuture<>(), other -> !other.equals(sound));
                sound.left = false;
                service.join(sound);
            }
            service.renew(sound, answer);
        }

        private CompletableFuture<Void> forget() {
            sound.won().cancel(false);
            renewForGood();
            return CompletableFuture.completedFuture(null);
        }

        private void renewForGood() {
            Executor later = CompletableFuture.delayedExecutor(sound.ttl().toMillis() / BEATS, TimeUnit.MILLISECONDS);
            var unused = sound.renew()
                    .handleAsync(
                            (span, error) -> {
                                if (!sound.connection().isClosed()) {
                                    renewForGood();
                                }
                                return true;
                            },
                            later);
        }
    }
}
