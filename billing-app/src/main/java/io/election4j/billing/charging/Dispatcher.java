/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a bounded number of charges at once, never the same charge twice, and lets charges in doubt pause between tries.
 */
final class Dispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long FIRST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_DOUBLINGS = 20;
    private static final long STEP_MILLIS = 20;

    private final ChargeFlow flow;
    private final int inFlight;
    private final long longestRestNanos;
    private final Semaphore free;
    private final ExecutorService workers;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Rest> resting = new ConcurrentHashMap<>();
    private volatile boolean stale;

    /** @param longestRest longest pause between two tries of the same charge */
    Dispatcher(ChargeFlow flow, int inFlight, Duration longestRest) {
        this.flow = flow;
        this.inFlight = inFlight;
        this.longestRestNanos = longestRest.toNanos();
        this.free = new Semaphore(inFlight);
        this.workers = Executors.newFixedThreadPool(inFlight, threads());
    }

    /** Whether the fence has refused this term to one of the workers. */
    boolean isStale() {
        return stale;
    }

    /** Starts work on a charge, unless it is in work or pauses; waits for a free worker while {@code goOn} allows. */
    void offer(Charge charge, BooleanSupplier goOn) throws InterruptedException {
        Rest rest = resting.get(charge.id());
        if (busy.contains(charge.id()) || (rest != null && !isOver(rest))) {
            return;
        }
        while (!free.tryAcquire(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!goOn.getAsBoolean()) {
                return;
            }
        }
        busy.add(charge.id());
        workers.execute(() -> work(charge, rest == null ? 0 : rest.tries));
    }

    /** Waits for a limited time until no charge is in work. */
    void awaitIdle(long millis) throws InterruptedException {
        if (free.tryAcquire(inFlight, millis, TimeUnit.MILLISECONDS)) {
            free.release(inFlight);
        }
    }

    /** Waits for the charges in work; every step has a time limit of its own. */
    @Override
    public void close() {
        workers.shutdown();
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = workers.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Charge charge, int tries) {
        ChargeFlow.Verdict verdict = ChargeFlow.Verdict.LATER;
        try {
            verdict = stale ? verdict : flow.advance(charge, tries);
        } catch (StaleTermException e) {
            stale = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Charge {} is left for later: {}", charge.id(), e.toString());
            LOG.debug("Why charge {} is left for later.", charge.id(), e);
        } finally {
            if (verdict == ChargeFlow.Verdict.SETTLED) {
                resting.remove(charge.id());
            } else {
                resting.put(charge.id(), new Rest(tries + 1, System.nanoTime()));
            }
            busy.remove(charge.id());
            free.release();
        }
    }

    private static ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "charge-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private boolean isOver(Rest rest) {
        long rests = FIRST_REST_NANOS << Math.min(rest.tries - 1, MOST_DOUBLINGS);
        return System.nanoTime() - rest.since >= Math.min(rests, longestRestNanos);
    }

    private record Rest(int tries, long since) {}
}
