/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.time.Duration;

/** Gives charging what it needs from a term of leadership, independent of the election's provider. Thread-safe. */
public interface Leadership {

    /** Larger than the token of every earlier term. */
    long fencingToken();

    /** Whether this process may still assume that it leads; that saves work, but only the fence protects the data. */
    boolean isValid();

    /** How long the leadership lasts without a renewal. */
    Duration remaining();
}
