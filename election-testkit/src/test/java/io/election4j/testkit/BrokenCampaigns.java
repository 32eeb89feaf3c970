/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** Wraps campaigns so that each breaks one rule and is otherwise correct. */
final class BrokenCampaigns {

    private BrokenCampaigns() {}

    record OtherToken(Campaign sound, LongUnaryOperator lie) implements DelegatingBackend.ToCampaign {
        @Override
        public CompletableFuture<Long> won() {
            return sound.won().thenApply(lie::applyAsLong);
        }
    }

    record PromisesDouble(Campaign sound) implements DelegatingBackend.ToCampaign {
        @Override
        public CompletableFuture<Duration> renew(Supplier<CompletableFuture<Duration>> honest) {
            return honest.get().thenApply(span -> span.multipliedBy(2));
        }
    }

    record RenewsWhateverHappened(Campaign sound, Duration ttl) implements DelegatingBackend.ToCampaign {
        @Override
        public CompletableFuture<Duration> renew(Supplier<CompletableFuture<Duration>> honest) {
            return honest.get().exceptionally(error -> ttl);
        }
    }

    record BlocksInRenew(Campaign sound) implements DelegatingBackend.ToCampaign {
        @Override
        public CompletableFuture<Duration> renew(Supplier<CompletableFuture<Duration>> honest) {
            long tooLong = RuleFixture.PROMPT.toMillis() + 100;
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, tooLong, TimeUnit.MILLISECONDS)
                    .join();
            return honest.get();
        }
    }

    /** Renews even if its owner does not. */
    record RenewsForTheSilent(Backend backend, Campaign sound, Duration ttl) implements DelegatingBackend.ToCampaign {
        RenewsForTheSilent {
            renewAgain(backend, sound, ttl);
        }

        private static void renewAgain(Backend backend, Campaign sound, Duration ttl) {
            Executor later = CompletableFuture.delayedExecutor(ttl.toMillis() / 4, TimeUnit.MILLISECONDS);
            var unused = RenewalFuture.of(backend, sound).thenRunAsync(() -> renewAgain(backend, sound, ttl), later);
        }
    }

    /** Notices a free seat only if it was free from the start. */
    record BlindSuccessor(Campaign sound, CompletableFuture<Long> won) implements DelegatingBackend.ToCampaign {
        static BlindSuccessor of(Campaign sound) {
            return new BlindSuccessor(sound, sound.won().isDone() ? sound.won() : new CompletableFuture<>());
        }
    }

    /** Lets all campaigns win when any of them leaves, as if the leader had left. */
    record LetsOthersWin(Campaign sound, CompletableFuture<Long> won, Queue<CompletableFuture<Long>> all)
            implements DelegatingBackend.ToCampaign {
        static LetsOthersWin of(Campaign sound, Queue<CompletableFuture<Long>> all) {
            CompletableFuture<Long> won = sound.won().copy();
            all.add(won);
            return new LetsOthersWin(sound, won, all);
        }

        @Override
        public CompletableFuture<Void> leave() {
            return sound.leave().thenRun(() -> all.forEach(each -> each.complete(1L)));
        }
    }

    record LeavesOnlyInWord(Campaign sound) implements DelegatingBackend.ToCampaign {
        @Override
        public CompletableFuture<Void> leave() {
            return CompletableFuture.completedFuture(null);
        }
    }

    record LeavesOnce(Campaign sound, AtomicBoolean left) implements DelegatingBackend.ToCampaign {
        @Override
        public CompletableFuture<Void> leave() {
            return left.compareAndSet(false, true)
                    ? sound.leave()
                    : CompletableFuture.failedFuture(new IllegalStateException("left already"));
        }
    }

    /** Reports success and no failure. */
    record HopesForEver(Campaign sound, CompletableFuture<Long> won) implements DelegatingBackend.ToCampaign {
        static HopesForEver of(Campaign sound) {
            CompletableFuture<Long> won = new CompletableFuture<>();
            var unused = sound.won().thenAccept(won::complete);
            return new HopesForEver(sound, won);
        }
    }

    record NeverTellsOfTheLoss(Campaign sound, CompletableFuture<Void> lost) implements DelegatingBackend.ToCampaign {}
}
