/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/** The unit of a sample. Less is better for all units. */
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

    /** The symbol after a number; empty for a count. */
    public String symbol() {
        return symbol;
    }
}
