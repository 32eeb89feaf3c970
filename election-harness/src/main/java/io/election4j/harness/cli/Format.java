/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.util.Locale;

/** For whom output is meant. */
enum Format {
    /** For people. */
    TEXT,
    /** For programs: one object of JSON in a line. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
