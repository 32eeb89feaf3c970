/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sets which faults happen, and how often. Probabilities run from 0 to 1 and together may not exceed 1: a request meets
 * at most one of the four failures. A replayed answer can be dropped or refused like any other, but is never rewritten.
 * A failing read has no effect anyway: it is answered 500 or 503, or dropped.
 *
 * @param latency time that a request spends on its way: half before it is executed, half after
 * @param jitter up to this much is added to the latency, evenly spread
 * @param errorBefore answered 500 or 503, in turns, before any effect; not saved under the key
 * @param errorInstead no effect, but a 500 is saved under the key and replayed for as long as the key lives
 * @param errorAfter executed and committed, then answered 500, which is saved under the key
 * @param dropAfter executed and committed, then the connection is closed without an answer
 * @param processing time that a good confirmation stays {@code processing} before the money moves; zero for at once
 * @param seed makes the sequence of failures repeatable for requests that arrive in the same order
 * @param only which requests fail; latency applies to all
 */
public record Faults(
        Duration latency,
        Duration jitter,
        double errorBefore,
        double errorInstead,
        double errorAfter,
        double dropAfter,
        Duration processing,
        long seed,
        Target only) {

    /** Names requests that can fail. */
    public enum Target {
        ALL,
        CREATE,
        CONFIRM,
        CANCEL,
        READ
    }

    // Before NONE, whose constructor checks it.
    private static final Duration LONGEST = Duration.ofHours(1);

    /** No faults. */
    public static final Faults NONE =
            new Faults(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, Duration.ZERO, 1, Target.ALL);

    /** Checks every value; the {@link IllegalArgumentException} names the setting and its allowed values. */
    public Faults {
        checkDuration("latency", latency);
        checkDuration("jitter", jitter);
        checkDuration("processing", processing);
        checkProbability("error-before", errorBefore);
        checkProbability("error-instead", errorInstead);
        checkProbability("error-after", errorAfter);
        checkProbability("drop-after", dropAfter);
        double sum = errorBefore + errorInstead + errorAfter + dropAfter;
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "error-before, error-instead, error-after and drop-after add up to " + sum + "; 1 is the most.");
        }
    }

    /**
     * Returns these faults with some settings replaced.
     *
     * @param changes values by the names that {@link #asMap} gives: durations as {@code 50ms}, {@code 2s} or {@code 0},
     *     probabilities as decimals
     */
    public Faults with(Map<String, String> changes) {
        Map<String, String> all = asMap();
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (all.replace(change.getKey(), change.getValue()) == null) {
                throw new IllegalArgumentException("There is no fault '" + change.getKey() + "': known are "
                        + String.join(", ", asMap().keySet()) + ".");
            }
        }
        return new FaultReader(all).read();
    }

    /** Returns every setting by its name, in a form that {@link #with} reads. */
    public Map<String, String> asMap() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("latency", latency.toMillis() + "ms");
        all.put("jitter", jitter.toMillis() + "ms");
        all.put("error-before", Double.toString(errorBefore));
        all.put("error-instead", Double.toString(errorInstead));
        all.put("error-after", Double.toString(errorAfter));
        all.put("drop-after", Double.toString(dropAfter));
        all.put("processing", processing.toMillis() + "ms");
        all.put("seed", Long.toString(seed));
        all.put("only", FaultReader.name(only));
        return all;
    }

    private static void checkDuration(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value.toMillis() + "ms: choose 0ms to " + LONGEST.toMillis() + "ms.");
        }
    }

    private static void checkProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": choose a probability from 0 to 1.");
        }
    }
}
