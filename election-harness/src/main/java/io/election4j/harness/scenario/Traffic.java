/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.ProxiedNetwork;
import io.election4j.harness.bench.ScenarioContext;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The load of candidates on their servers while nothing happens.
 *
 * @param requestsPerSecond empty if the servers do not count requests
 * @param bytesPerSecond of payload, in both directions
 */
record Traffic(OptionalDouble requestsPerSecond, double bytesPerSecond) {

    /** Measures for this window; no other process may use the servers meanwhile. */
    static Traffic during(Duration window, ScenarioContext context, ProxiedNetwork lines) throws Exception {
        OptionalLong requests = context.deployment().probe().requests();
        long bytes = lines.bytes();
        long start = System.nanoTime();
        StableState.pause(window);
        double seconds = (System.nanoTime() - start) / 1e9;
        double bytesPerSecond = (lines.bytes() - bytes) / seconds;
        OptionalLong after = context.deployment().probe().requests();
        return new Traffic(
                requests.isPresent() && after.isPresent()
                        ? OptionalDouble.of((after.getAsLong() - requests.getAsLong()) / seconds)
                        : OptionalDouble.empty(),
                bytesPerSecond);
    }
}
