/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import java.util.concurrent.CountDownLatch;

/** Detects that this process is about to end. */
final class Shutdown {

    private Shutdown() {}

    /** Waits for the end of this process, which has begun. */
    static void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Whether this process was asked to end, so that failures from now on have that cause. */
    static boolean isUnderWay() {
        Thread probe = new Thread(() -> {}, "probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException tooLate) {
            return true;
        }
    }
}
