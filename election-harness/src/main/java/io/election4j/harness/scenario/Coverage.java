/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Computes the time during which no candidate leads. */
final class Coverage {
    /** Two samples of a candidate are further apart than this only if its process did not run. */
    private static final long NO_GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Coverage() {}

    /**
     * Returns the milliseconds without leader, from a moment up to the last answer.
     *
     * @param leading stretches in which a candidate answered that it leads, in the order in which they began
     */
    static double gapsMillis(List<ValidityAnswers.Stretch> leading, long since) {
        long covered = since;
        long gaps = 0;
        for (ValidityAnswers.Stretch stretch : leading) {
            if (stretch.from() - covered > NO_GAP_NANOS) {
                gaps += stretch.from() - covered;
            }
            covered = Math.max(covered, stretch.to());
        }
        return gaps / 1e6;
    }
}
