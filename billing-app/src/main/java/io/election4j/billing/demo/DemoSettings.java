/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.spi.BackendUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds the settings of the demonstration.
 *
 * @param backend the coordination service; one without hosts is started for the demonstration
 * @param subscriptions the source of subscriptions
 * @param replicas how many replicas there are
 * @param inFlight most charges in flight at once; empty for as many as make the work last about half a minute
 * @param latency how long the provider takes for one request
 * @param seed repeats the invented subscriptions and the provider's faults
 * @param json where to write the report
 * @param keep where to keep all files and logs
 */
public record DemoSettings(
        BackendUri backend,
        SubscriptionSource subscriptions,
        int replicas,
        OptionalInt inFlight,
        Duration latency,
        long seed,
        Optional<Path> json,
        Optional<Path> keep) {

    private static final Duration WORK = Duration.ofSeconds(26);
    private static final int REQUESTS_A_CHARGE = 2;
    private static final int MOST_IN_FLIGHT = 256;

    /** Checks what can be checked at once; the {@link IllegalArgumentException} names the setting. */
    public DemoSettings {
        if (backend.isInProcess()) {
            throw new IllegalArgumentException("The backend " + backend.scheme() + ":" + backend.place()
                    + " lives inside one process, but the demonstration runs several; give the bare scheme '"
                    + backend.scheme() + "' to have a server started, or name one.");
        }
        if (replicas < 2 || replicas > 9) {
            throw new IllegalArgumentException(replicas + " replicas make no demonstration: choose 2 to 9.");
        }
        if (inFlight.isPresent() && (inFlight.getAsInt() < 1 || inFlight.getAsInt() > 1024)) {
            throw new IllegalArgumentException(
                    inFlight.getAsInt() + " charges in flight are not possible: choose 1 to 1024.");
        }
    }

    /** Returns how many charges to have in flight at once, so that work is left for every fault. */
    int inFlightFor(long charges) {
        if (inFlight.isPresent()) {
            return inFlight.getAsInt();
        }
        long ideal = charges * REQUESTS_A_CHARGE * latency.toMillis() / WORK.toMillis();
        return (int) Math.max(1, Math.min(MOST_IN_FLIGHT, ideal));
    }
}
