/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.time.Duration;
import java.util.SplittableRandom;

/** Selects the fault of each request. Thread-safe. */
final class FaultInjector {

    /** Names what happens to one request in addition to its effect. */
    enum Fate {
        UNHARMED,
        ERROR_BEFORE,
        ERROR_INSTEAD,
        ERROR_AFTER,
        DROP_AFTER
    }

    /**
     * Holds the fault selected for one request.
     *
     * @param unavailable whether an error before execution is 503 rather than 500
     */
    record Throw(Fate fate, boolean unavailable, Duration latency, Duration processing) {}

    private Faults faults;
    private SplittableRandom random;
    private boolean unavailable;

    FaultInjector(Faults faults) {
        this.faults = faults;
        this.random = new SplittableRandom(faults.seed());
    }

    synchronized Faults faults() {
        return faults;
    }

    /** Restarts the sequence of failures from the seed. */
    synchronized void set(Faults other) {
        faults = other;
        random = new SplittableRandom(other.seed());
    }

    synchronized Throw next(Faults.Target kind) {
        Duration latency = faults.latency().plusNanos(Math.round(faults.jitter().toNanos() * random.nextDouble()));
        double injector = random.nextDouble();
        boolean spared = faults.only() != Faults.Target.ALL && faults.only() != kind;
        Fate fate = spared ? Fate.UNHARMED : fate(injector);
        if (fate == Fate.ERROR_BEFORE) {
            unavailable = !unavailable;
        }
        return new Throw(fate, unavailable, latency, faults.processing());
    }

    private Fate fate(double injector) {
        double bound = faults.errorBefore();
        if (injector < bound) {
            return Fate.ERROR_BEFORE;
        }
        bound += faults.errorInstead();
        if (injector < bound) {
            return Fate.ERROR_INSTEAD;
        }
        bound += faults.errorAfter();
        if (injector < bound) {
            return Fate.ERROR_AFTER;
        }
        bound += faults.dropAfter();
        return injector < bound ? Fate.DROP_AFTER : Fate.UNHARMED;
    }
}
