/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import io.election4j.billing.sandbox.FaultDice.Fate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes calls: each in one transaction with its saved reply, and with whatever the faults hold for it. A call that
 * waits out its latency holds neither a thread nor a connection. Thread-safe.
 */
final class Desk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final long CLOSE_SECONDS = 10;
    private static final AtomicInteger WORKERS = new AtomicInteger();

    /**
     * What a call came to.
     *
     * @param dropped whether the caller gets no answer at all
     */
    record Outcome(Reply reply, boolean dropped) {}

    private final Books books;
    private final FaultDice dice;
    private final Safeguards safeguards;
    private final InstantSource clock;
    private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newFixedThreadPool(Books.CONNECTIONS, Desk::worker);

    Desk(Books books, FaultDice dice, Safeguards safeguards, InstantSource clock) {
        this.books = books;
        this.dice = dice;
        this.safeguards = safeguards;
        this.clock = clock;
    }

    CompletableFuture<Outcome> serve(Call call) {
        Optional<IdempotentRequest> identity = call.identity().filter(any -> safeguards.idempotency());
        if (identity.isPresent() && !keysInUse.add(identity.get().key())) {
            Reply inUse = Refusal.keyInUse(identity.get().key()).reply();
            return CompletableFuture.completedFuture(new Outcome(inUse, false));
        }
        FaultDice.Throw met = dice.next(call.kind());
        Duration half = met.latency().dividedBy(2);
        return CompletableFuture.supplyAsync(() -> execute(call, identity, met), after(half))
                .thenCompose(outcome -> CompletableFuture.supplyAsync(() -> outcome, after(half)))
                .whenComplete((outcome, thrown) -> identity.ifPresent(known -> keysInUse.remove(known.key())));
    }

    Totals totals() {
        return books.jdbi().inTransaction(handle -> {
            settle(handle, clock.millis());
            return new SuccessTable(handle).totals();
        });
    }

    private Executor after(Duration delay) {
        return delay.isZero()
                ? workers
                : CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, workers);
    }

    private Outcome execute(Call call, Optional<IdempotentRequest> identity, FaultDice.Throw met) {
        if (met.fate() == Fate.ERROR_BEFORE) {
            return new Outcome(Reply.serverError(met.unavailable() ? 503 : 500), false);
        }
        return new Outcome(commit(call, identity, met), met.fate() == Fate.DROP_AFTER);
    }

    private Reply commit(Call call, Optional<IdempotentRequest> identity, FaultDice.Throw met) {
        try {
            return books.jdbi().inTransaction(handle -> within(handle, call, identity, met));
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (RuntimeException e) {
            if (lockedOut(e)) {
                return Refusal.busy().reply();
            }
            LOG.error("The sandbox could not execute a request; nothing of it is in the books.", e);
            return Reply.serverError(500);
        }
    }

    private Reply within(Handle handle, Call call, Optional<IdempotentRequest> identity, FaultDice.Throw met) {
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

    private Reply run(Handle handle, Call call, long now, FaultDice.Throw met) {
        settle(handle, now);
        Reply reply = call.operation().run(handle, now, met.processing());
        return met.fate() == Fate.ERROR_AFTER ? Reply.serverError(500) : reply;
    }

    private void settle(Handle handle, long now) {
        new PaymentIntents(handle, safeguards, now, Duration.ZERO).settle();
    }

    private static boolean lockedOut(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getErrorCode() == ErrorCode.LOCK_TIMEOUT_1
                        || sql.getErrorCode() == ErrorCode.DEADLOCK_1
                        || sql.getErrorCode() == ErrorCode.CONCURRENT_UPDATE_1;
            }
        }
        return false;
    }

    private static Thread worker(Runnable task) {
        Thread thread = new Thread(task, "sandbox-desk-" + WORKERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Lets calls that are being executed end; those still on their way are lost, as with a real crash. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
