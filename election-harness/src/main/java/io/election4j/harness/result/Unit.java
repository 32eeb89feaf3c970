/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/** What a sample counts. Less is better with each. */
public enum Unit {
    MILLISECONDS("ms"),
    NANOSECONDS("ns"),
    COUNT(""),
    PER_SECOND("/s"),
    BYTES_PER_SECOND("B/s"),
    MEBIBYTES("MiB");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written after a number; empty for a mere number. */
    public String symbol() {
        return symbol;
    }
}
