/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.time.Duration;
import java.util.Locale;

/** Formats durations for people. */
final class Durations {

    private Durations() {}

    /** Such as {@code 1m30s} or {@code 0.5s}. */
    static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
