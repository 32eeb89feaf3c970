/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Identifies the holder of the fence. */
record FenceHolder(long epoch, long token, String holder, UUID termId) {

    static FenceHolder read(Handle handle) {
        return handle.createQuery("select epoch, token, holder, term_id from leader_fence where resource = :resource")
                .bind("resource", Fence.RESOURCE)
                .map((row, context) -> new FenceHolder(
                        row.getLong("epoch"),
                        row.getLong("token"),
                        row.getString("holder"),
                        row.getObject("term_id", UUID.class)))
                .one();
    }

    /** Refuses a term that does not hold the fence; the message gives the remedy. */
    void checkIs(LeaderTerm term) {
        if (termId.equals(term.termId())) {
            return;
        }
        if (epoch != term.epoch()) {
            throw new StaleTermException("STALE: the fence of " + Fence.RESOURCE + " is in epoch " + epoch
                    + " and this process in epoch " + term.epoch() + "; restart it to join.");
        }
        throw new StaleTermException("TOKEN_REGRESSION: token " + term.token() + " of " + term.holder()
                + " does not exceed token " + token + " of " + holder + " in epoch " + epoch
                + "; either a newer leader was faster, or the coordination service lost its data and an operator must"
                + " raise the epoch.");
    }
}
