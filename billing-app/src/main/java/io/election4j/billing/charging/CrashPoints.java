/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Is told whenever the protocol reaches a place at which a crash is instructive. Thread-safe. */
@FunctionalInterface
public interface CrashPoints {

    /** For production: nothing happens. */
    CrashPoints NONE = point -> {};

    void reached(CrashPoint point);
}
