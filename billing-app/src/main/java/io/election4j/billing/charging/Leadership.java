/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.time.Duration;

/** What charging needs to know of a term of leadership, whoever elected the leader. Thread-safe. */
public interface Leadership {

    /** Larger than the token of every earlier term. */
    long fencingToken();

    /** Whether this process may still believe that it leads; a belief saves work, the fence saves the data. */
    boolean isValid();

    /** How long the belief holds unless it is renewed. */
    Duration remaining();
}
