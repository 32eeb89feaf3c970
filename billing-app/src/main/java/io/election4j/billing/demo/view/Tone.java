/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.view;

/** Names the meaning of a line. */
public enum Tone {
    PLAIN,
    GOOD,
    BAD,
    COLD,
    FAINT,
    STRONG
}
