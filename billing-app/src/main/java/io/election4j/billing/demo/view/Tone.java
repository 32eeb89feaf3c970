/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

/** How a line is meant. */
public enum Tone {
    PLAIN,
    GOOD,
    BAD,
    COLD,
    FAINT,
    STRONG
}
