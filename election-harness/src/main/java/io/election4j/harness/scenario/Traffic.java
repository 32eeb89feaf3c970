/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Bench;
import io.election4j.harness.bench.Lines;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What candidates cost their servers while nothing happens.
 *
 * @param requestsPerSecond empty if the servers do not tell
 * @param bytesPerSecond of payload, in both directions
 */
record Traffic(OptionalDouble requestsPerSecond, double bytesPerSecond) {

    /** Looks for so long; nobody else may speak to the servers meanwhile. */
    static Traffic during(Duration window, Bench bench, Lines lines) throws Exception {
        OptionalLong requests = bench.site().probe().requests();
        long bytes = lines.bytes();
        long start = System.nanoTime();
        Settling.pause(window);
        double seconds = (System.nanoTime() - start) / 1e9;
        double bytesPerSecond = (lines.bytes() - bytes) / seconds;
        OptionalLong after = bench.site().probe().requests();
        return new Traffic(
                requests.isPresent() && after.isPresent()
                        ? OptionalDouble.of((after.getAsLong() - requests.getAsLong()) / seconds)
                        : OptionalDouble.empty(),
                bytesPerSecond);
    }
}
