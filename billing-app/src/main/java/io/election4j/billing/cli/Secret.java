/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

/** Holds a text that no message, log or argument list may contain. */
record Secret(String value) {

    /** Shows only that a secret exists. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
