/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects sequences of faults at the same time, until all sequences are over or the storm is over. */
final class Round {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    private static final int LOOK_MILLIS = 50;
    private static final int UNDO_SECONDS = 30;

    private final FaultInjector injector;
    private final BooleanSupplier isOver;
    private final Consumer<Fault> log;
    private final long start = System.nanoTime();

    /** @param log receives each fault when it is over, from several threads */
    Round(FaultInjector injector, BooleanSupplier isOver, Consumer<Fault> log) {
        this.injector = injector;
        this.isOver = isOver;
        this.log = log;
    }

    /** Returns when all faults are undone, at the latest 30 s after the end; logs an error then. */
    void play(List<List<PlannedFault>> sequences) {
        ExecutorService threads = Executors.newFixedThreadPool(sequences.size());
        List<Future<?>> played = sequences.stream()
                .<Future<?>>map(sequence -> threads.submit(() -> playInTurn(sequence)))
                .toList();
        while (!isOver.getAsBoolean() && !played.stream().allMatch(Future::isDone)) {
            pause();
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(UNDO_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("a fault could not be undone within {} s", UNDO_SECONDS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void playInTurn(List<PlannedFault> sequence) {
        try {
            for (PlannedFault planned : sequence) {
                long left = planned.start().toNanos() - (System.nanoTime() - start);
                TimeUnit.NANOSECONDS.sleep(left);
                log.accept(injector.play(planned));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.error("a fault failed", failed);
        }
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
