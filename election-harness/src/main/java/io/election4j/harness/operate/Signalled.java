/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jline.utils.Signals;

/** The signals that this process has got, instead of being ended by them. Thread-safe. */
public final class Signalled {
    private final CompletableFuture<StopSignal> first = new CompletableFuture<>();
    private final Queue<StopSignal> further = new ConcurrentLinkedQueue<>();

    private Signalled() {}

    /** From now on, signals are collected; one that this process was started to ignore stays ignored. */
    public static Signalled collect() {
        Signalled signalled = new Signalled();
        for (StopSignal signal : StopSignal.values()) {
            Signals.register(signal.name(), () -> signalled.add(signal));
        }
        return signalled;
    }

    private void add(StopSignal signal) {
        if (!first.complete(signal)) {
            further.add(signal);
        }
    }

    /** Completes with the first signal. */
    public CompletableFuture<StopSignal> first() {
        return first.copy();
    }

    /** The next of the signals after the first, each given once. */
    Optional<StopSignal> further() {
        return Optional.ofNullable(further.poll());
    }
}
