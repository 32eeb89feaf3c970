/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import io.election4j.billing.sandbox.FaultInjector.Fate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves calls: executes each in one transaction with its saved reply, and applies its fault. A call that waits out its
 * latency holds neither a thread nor a connection. Thread-safe.
 */
final class RequestProcessor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestProcessor.class);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);
    private static final int THREADS = 4;
    private static final AtomicInteger COUNT = new AtomicInteger();

    /**
     * Holds the result of a call.
     *
     * @param dropped whether the caller gets no answer at all
     */
    record Outcome(Reply reply, boolean dropped) {}

    private final TransactionBatcher batcher;
    private final FaultInjector injector;
    private final Safeguards safeguards;
    private final InstantSource clock;
    private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, RequestProcessor::worker);

    RequestProcessor(TransactionBatcher batcher, FaultInjector injector, Safeguards safeguards, InstantSource clock) {
        this.batcher = batcher;
        this.injector = injector;
        this.safeguards = safeguards;
        this.clock = clock;
    }

    /** Completes when the answer, or its loss, is due. */
    CompletableFuture<Outcome> serve(Call call) {
        Optional<IdempotentRequest> identity = call.identity().filter(any -> safeguards.idempotency());
        if (identity.isPresent() && !keysInUse.add(identity.get().key())) {
            Reply inUse = ApiError.keyInUse(identity.get().key()).reply();
            return CompletableFuture.completedFuture(new Outcome(inUse, false));
        }
        FaultInjector.Throw met = injector.next(call.kind());
        Duration half = met.latency().dividedBy(2);
        return after(half)
                .thenCompose(arrived -> execute(call, identity, met))
                .thenCompose(outcome -> after(half).thenApply(left -> outcome))
                .whenComplete((outcome, thrown) -> identity.ifPresent(known -> keysInUse.remove(known.key())));
    }

    SandboxTotals totals() {
        return batcher.submit(handle -> {
                    settle(handle, clock.millis());
                    return new SuccessTable(handle).totals();
                })
                .orTimeout(TIME_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<?> after(Duration delay) {
        Executor executor = delay.isZero()
                ? workers
                : CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, workers);
        return CompletableFuture.runAsync(() -> {}, executor);
    }

    private CompletableFuture<Outcome> execute(
            Call call, Optional<IdempotentRequest> identity, FaultInjector.Throw met) {
        if (met.fate() == Fate.ERROR_BEFORE) {
            Reply error = Reply.serverError(met.unavailable() ? 503 : 500);
            return CompletableFuture.completedFuture(new Outcome(error, false));
        }
        return batcher.submit(handle -> within(handle, call, identity, met))
                .exceptionally(RequestProcessor::failed)
                .thenApply(reply -> new Outcome(reply, met.fate() == Fate.DROP_AFTER));
    }

    private Reply within(Handle handle, Call call, Optional<IdempotentRequest> identity, FaultInjector.Throw met) {
        long now = clock.millis();
        SavedReplies saved = new SavedReplies(handle);
        Optional<Reply> earlier = identity.flatMap(known -> saved.find(known, now));
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Reply reply = met.fate() == Fate.ERROR_INSTEAD ? Reply.serverError(500) : run(handle, call, now, met);
        identity.ifPresent(known -> saved.save(known, reply, now));
        return reply;
    }

    private Reply run(Handle handle, Call call, long now, FaultInjector.Throw met) {
        settle(handle, now);
        Reply reply = call.operation().run(handle, now, met.processing());
        return met.fate() == Fate.ERROR_AFTER ? Reply.serverError(500) : reply;
    }

    private void settle(Handle handle, long now) {
        new PaymentIntents(handle, safeguards, now, Duration.ZERO).settle();
    }

    private static Reply failed(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ApiError refusal) {
            return refusal.reply();
        }
        LOG.error("The sandbox could not execute a request; nothing of it is in the books.", cause);
        return Reply.serverError(500);
    }

    private static Thread worker(Runnable task) {
        Thread thread = new Thread(task, "sandbox-request-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Loses calls that are still under way, as when the process is killed. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
