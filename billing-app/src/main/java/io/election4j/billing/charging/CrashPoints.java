/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Receives each place of the protocol that a leader reaches and at which tests can crash it. Thread-safe. */
@FunctionalInterface
public interface CrashPoints {

    /** For production: does nothing. */
    CrashPoints NONE = point -> {};

    void reached(CrashPoint point);
}
