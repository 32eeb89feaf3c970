/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes the books, one operation after the other on a thread of its own. Operations that wait together are committed
 * together, because a commit costs more than an operation; each is answered only once it is committed, and a failed one
 * is rolled back alone. Thread-safe.
 */
final class TransactionBatcher implements AutoCloseable {

    private static final int MAX_BATCH = 128;
    // The thread is never interrupted: that would close the file under the database.
    private static final long CLOSE_MILLIS = 10_000;
    private static final String BEFORE = "before_this_work";

    /** Holds an operation and the future of its result; the last one ends the thread. */
    private record Entry<T>(Function<Handle, T> work, CompletableFuture<T> result, boolean last) {}

    private final Jdbi jdbi;
    private final BlockingQueue<Entry<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;

    TransactionBatcher(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.thread = new Thread(this::work, "sandbox-batcher");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Completes on the batcher's thread, once committed: do not block it. */
    <T> CompletableFuture<T> submit(Function<Handle, T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waiting.add(new Entry<>(work, result, false));
        if (!thread.isAlive()) {
            result.completeExceptionally(new IllegalStateException("The sandbox is closed."));
        }
        return result;
    }

    private void work() {
        boolean last = false;
        while (!last) {
            List<Entry<?>> batch = new ArrayList<>(MAX_BATCH);
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                return;
            }
            waiting.drainTo(batch, MAX_BATCH - 1);
            commit(batch);
            last = batch.stream().anyMatch(Entry::last);
        }
    }

    private void commit(List<Entry<?>> batch) {
        List<Runnable> answers = new ArrayList<>(batch.size());
        try {
            jdbi.useTransaction(handle -> batch.forEach(entry -> answers.add(perform(handle, entry))));
        } catch (RuntimeException e) {
            batch.forEach(entry -> entry.result().completeExceptionally(e));
            return;
        }
        answers.forEach(Runnable::run);
    }

    private static <T> Runnable perform(Handle handle, Entry<T> entry) {
        handle.savepoint(BEFORE);
        try {
            T value = entry.work().apply(handle);
            handle.releaseSavepoint(BEFORE);
            return () -> entry.result().complete(value);
        } catch (RuntimeException e) {
            handle.rollbackToSavepoint(BEFORE);
            return () -> entry.result().completeExceptionally(e);
        }
    }

    /** Executes the waiting operations, then ends. */
    @Override
    public void close() {
        waiting.add(new Entry<>(handle -> true, new CompletableFuture<>(), true));
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
