/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures how long charging takes with a provider in memory that answers after a delay. Not a test: it asserts
 * nothing.
 */
final class Throughput {

    private Throughput() {}

    /** Arguments: subscriptions, milliseconds for each call, charges in flight. */
    public static void main(String[] args) throws Exception {
        int subscriptions = Integer.parseInt(args[0]);
        Payments payments = new Payments(true, true, Duration.ofMillis(Long.parseLong(args[1])));
        Path folder = Files.createTempDirectory("throughput");
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.subscriptions(subscriptions, Ledger.now());
            ChargeSettings settings = Ledger.settings("one").withInFlight(Integer.parseInt(args[2]));
            long start = System.nanoTime();
            RunReport report = new ChargeRun(
                            ledger.database, Fence.of(ledger.database), payments, settings, CrashPoints.NONE)
                    .run(Ledger.always(1));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.println(report.succeeded() + " charges in " + took.toMillis() + "ms, "
                    + report.succeeded() * 1000 / took.toMillis() + "/s, exactly once: "
                    + ledger.audit(payments).clean());
        }
    }
}
