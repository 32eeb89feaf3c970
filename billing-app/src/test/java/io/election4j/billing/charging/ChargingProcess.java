/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.stripe.StripePayments;
import io.election4j.billing.payment.stripe.StripeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a leader in a process of its own, which halts or waits at a place of the protocol. */
final class ChargingProcess {

    static final String KEY = "sk_test_charging";
    static final int HALTED = 42;

    private ChargingProcess() {}

    /**
     * Arguments: folder of the database, API base, token, crash point, at which of its occurrences, delay or "wait".
     */
    public static void main(String[] args) throws Exception {
        CrashPoint wanted = CrashPoint.valueOf(args[3]);
        int time = Integer.parseInt(args[4]);
        AtomicInteger times = new AtomicInteger();
        CrashPoints crashPoints = point -> {
            if (point == wanted && times.incrementAndGet() == time) {
                reach(args[5]);
            }
        };
        try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
            StripePayments payments = new StripePayments(StripeSettings.of(URI.create(args[1]), KEY));
            RunReport report = ledger.run(payments, crashPoints).run(Ledger.always(Long.parseLong(args[2])));
            System.out.println("ENDED " + report.end());
        }
    }

    private static void reach(String how) {
        if (how.equals("wait")) {
            System.out.println("REACHED");
            await();
        } else if (how.equals("0")) {
            Runtime.getRuntime().halt(HALTED);
        } else {
            new Thread(() -> haltAfter(Long.parseLong(how)), "halt").start();
        }
    }

    private static void haltAfter(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(HALTED);
    }

    private static void await() {
        try {
            if (System.in.read() < 0) {
                throw new IllegalStateException("nobody said go on");
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
