/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Holds one request that is parsed but not yet executed.
 *
 * @param identity empty for a read, and for a write without an idempotency key
 */
record Call(Faults.Target kind, Optional<IdempotentRequest> identity, Operation operation) {

    /** Executes a call; throws {@link ApiError} if no reply shall be saved. */
    @FunctionalInterface
    interface Operation {
        /** Runs within the transaction of the handle, at {@code now} milliseconds since 1970. */
        Reply run(Handle handle, long now, Duration processing);
    }
}
