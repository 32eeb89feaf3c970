/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jline.utils.Signals;

/** Collects the signals that this process receives, instead of being ended by them. Thread-safe. */
public final class Signalled {
    /** The most signals that are kept; further ones are dropped. */
    private static final int MOST = 1_000;

    private final BlockingQueue<StopSignal> received = new LinkedBlockingQueue<>(MOST);
    private final List<StopSignal> collected;
    private boolean deliverable = true;

    /** Collects no signals. */
    Signalled() {
        this(List.of());
    }

    private Signalled(List<StopSignal> collected) {
        this.collected = collected;
    }

    /** Collects requests to end from now on; a signal that this process was started to ignore stays ignored. */
    public static Signalled collectRequests() {
        return collect(StopSignal::isRequest);
    }

    /** Collects every signal that would end this process from now on, with the same exception. */
    public static Signalled collectAll() {
        return collect(signal -> true);
    }

    private static Signalled collect(Predicate<StopSignal> wanted) {
        SignalMasks masks = SignalMasks.ofThisThread();
        Signalled signalled = new Signalled(Stream.of(StopSignal.values())
                .filter(wanted)
                .filter(signal -> !masks.isIgnored(signal.number()))
                .toList());
        signalled.collected.forEach(signalled::register);
        return signalled;
    }

    private void register(StopSignal signal) {
        Signals.register(signal.name(), () -> received.offer(signal));
    }

    /**
     * Checks whether Java can deliver signals. Java starts a thread for each signal, and drops the signal if it cannot.
     * Until it can again, the system ends this process at a request to end. For one thread.
     *
     * @return whether signals are delivered
     */
    boolean checkDelivery(Runnable startThread) {
        boolean delivers = true;
        try {
            startThread.run();
        } catch (OutOfMemoryError noThread) {
            delivers = false;
        }
        if (delivers != deliverable) {
            deliverable = delivers;
            collected.stream().filter(StopSignal::isRequest).forEach(this::registerAnew);
        }
        return delivers;
    }

    private void registerAnew(StopSignal signal) {
        if (deliverable) {
            register(signal);
        } else {
            Signals.registerDefault(signal.name());
        }
    }

    /** Returns the oldest signal without taking it. */
    public Optional<StopSignal> first() {
        return Optional.ofNullable(received.peek());
    }

    /** Takes the oldest signal, if there is one. */
    Optional<StopSignal> next() {
        return Optional.ofNullable(received.poll());
    }

    /** Takes the oldest signal, and waits for one if there is none. */
    Optional<StopSignal> next(long millis) throws InterruptedException {
        return Optional.ofNullable(received.poll(millis, TimeUnit.MILLISECONDS));
    }
}
