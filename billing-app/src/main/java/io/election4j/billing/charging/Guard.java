/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import org.jdbi.v3.core.Handle;

/** Decides first in every transaction with a decision. */
@FunctionalInterface
interface Guard {

    /** Whether the term is the newest; if so, no newer one can claim the fence before the transaction ends. */
    boolean holds(Handle handle, LeaderTerm term);
}
