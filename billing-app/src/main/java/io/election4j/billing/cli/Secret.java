/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

/** A text that must not be seen: no message, log or argument list may hold it. */
record Secret(String value) {

    /** Says only that there is one. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
