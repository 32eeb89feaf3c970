/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a run does. Thread-safe. */
final class RunCounters {

    final LongAdder planned = new LongAdder();
    final LongAdder succeeded = new LongAdder();
    final LongAdder declined = new LongAdder();
    final LongAdder manual = new LongAdder();

    RunReport report(RunReport.End end, String message, long epoch, long token) {
        return new RunReport(end, message, epoch, token, planned.sum(), succeeded.sum(), declined.sum(), manual.sum());
    }
}
