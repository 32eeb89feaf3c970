/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import io.election4j.Term;
import io.election4j.billing.charging.Leadership;
import java.time.Duration;

/** Presents a term of an election as a leadership for charging. */
record TermLeadership(Term term) implements Leadership {

    @Override
    public long fencingToken() {
        return term.fencingToken();
    }

    @Override
    public boolean isValid() {
        return term.isValid();
    }

    @Override
    public Duration remaining() {
        return term.remaining();
    }
}
