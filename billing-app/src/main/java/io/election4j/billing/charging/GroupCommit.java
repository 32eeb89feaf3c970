/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.database.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the changes of many workers in few transactions: one thread takes all waiting changes, asks the guard if any
 * of them is a decision, and completes each change with its own effect. Once the guard refuses, all decisions fail, and
 * facts are still recorded.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int LARGEST = 512;

    private final Database database;
    private final Fence fence;
    private final Guard guard;
    private final LeaderTerm term;
    private final CrashPoints crashPoints;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::work, "charge-commit");
    private volatile boolean stale;
    private volatile boolean closed;

    GroupCommit(Database database, Fence fence, Guard guard, LeaderTerm term, CrashPoints crashPoints) {
        this.database = database;
        this.fence = fence;
        this.guard = guard;
        this.term = term;
        this.crashPoints = crashPoints;
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether the fence has refused this term. */
    boolean isStale() {
        return stale;
    }

    /**
     * Commits a change together with others and waits for it.
     *
     * @return whether it took effect; false if the charge was in another state, also because of an earlier run of this
     *     commit
     * @throws StaleTermException if it is a decision and a newer term leads
     */
    boolean commit(Write write) throws InterruptedException {
        if (write.isDecision() && stale) {
            throw staleTerm();
        }
        Pending pending = new Pending(write, new CompletableFuture<>());
        queue.add(pending);
        return Futures.await(pending.effect);
    }

    /** Commits the waiting changes, then ends. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Pending> batch = new ArrayList<>(LARGEST);
        while (!closed || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(20, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, LARGEST - 1);
                    commitAll(batch);
                }
            } catch (InterruptedException e) {
                LOG.debug("Nobody should interrupt this thread; it ends when closed.", e);
            }
            batch.clear();
        }
    }

    private void commitAll(List<Pending> batch) {
        // The same order everywhere, so that the facts of two leaders cannot deadlock.
        batch.sort(Comparator.comparing(pending -> pending.write.chargeId()));
        try {
            if (batch.stream().anyMatch(pending -> pending.write.isDecision())) {
                crashPoints.reached(CrashPoint.C10);
            }
            Result result = database.repeatable(handle -> transaction(handle, batch));
            if (result.refused) {
                refuse(batch);
            }
            if (batch.stream().anyMatch(pending -> pending.write instanceof Write.Succeed)) {
                crashPoints.reached(CrashPoint.C8);
            }
            batch.forEach(pending -> pending.effect.complete(result.effects.getOrDefault(pending.write, false)));
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1 || database.isTransient(e)) {
                batch.forEach(pending -> pending.effect.completeExceptionally(e));
            } else {
                // One failing change must not fail the others.
                batch.forEach(pending -> commitAll(new ArrayList<>(List.of(pending))));
            }
        }
    }

    private Result transaction(Handle handle, List<Pending> batch) {
        List<Write> writes = batch.stream().map(Pending::write).toList();
        boolean decides = writes.stream().anyMatch(Write::isDecision);
        boolean refused = decides && (stale || !guard.holds(handle, term));
        List<Write> allowed =
                refused ? writes.stream().filter(write -> !write.isDecision()).toList() : writes;
        return new Result(refused, new WriteBatch(handle, term).apply(allowed));
    }

    private void refuse(List<Pending> batch) {
        boolean first = !stale;
        stale = true;
        List<Pending> decisions =
                batch.stream().filter(pending -> pending.write.isDecision()).toList();
        if (first) {
            recordRejection(decisions.get(0).write.kind());
        }
        decisions.forEach(pending -> pending.effect.completeExceptionally(staleTerm()));
    }

    private void recordRejection(String kind) {
        try {
            fence.recordRejection(term, kind);
        } catch (RuntimeException e) {
            LOG.warn("A rejection by the fence could not be counted: {}", e.toString());
        }
    }

    private StaleTermException staleTerm() {
        return new StaleTermException(
                "STALE: a newer term than " + term.token() + " of " + term.holder() + " leads; it stops charging.");
    }

    private record Pending(Write write, CompletableFuture<Boolean> effect) {}

    private record Result(boolean refused, Map<Write, Boolean> effects) {}
}
