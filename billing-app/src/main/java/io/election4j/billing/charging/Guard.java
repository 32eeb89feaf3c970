/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import org.jdbi.v3.core.Handle;

/** Asked first in every transaction that decides. */
@FunctionalInterface
interface Guard {

    /** Whether the term is the newest; if so, no newer one can claim the fence before the transaction ends. */
    boolean holds(Handle handle, LeaderTerm term);
}
