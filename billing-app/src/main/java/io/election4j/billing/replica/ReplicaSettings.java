/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import io.election4j.billing.database.DatabaseSettings;
import io.election4j.billing.payment.stripe.StripeSettings;
import io.election4j.spi.BackendUri;
import java.time.YearMonth;

/**
 * Holds the settings of a replica.
 *
 * @param backend the coordination service; one that other processes can reach
 * @param replicaId the name by which other processes know this replica
 * @param period the last month to charge
 * @param inFlight most charges in flight at once
 * @param exitWhenDone whether the replica ends once nothing is left to charge
 */
public record ReplicaSettings(
        BackendUri backend,
        DatabaseSettings database,
        StripeSettings provider,
        String replicaId,
        YearMonth period,
        int inFlight,
        boolean exitWhenDone) {

    /** Checks what the parts do not check themselves; the {@link IllegalArgumentException} names the setting. */
    public ReplicaSettings {
        if (backend.isInProcess()) {
            throw new IllegalArgumentException("The backend " + backend.scheme() + ":" + backend.place()
                    + " lives inside one process, so that every replica would elect itself and all would charge;"
                    + " name a server that all replicas reach, such as " + backend.scheme() + "://host:port.");
        }
        if (replicaId.isBlank()) {
            throw new IllegalArgumentException("The replica's id is empty: give each replica a name of its own.");
        }
        if (inFlight < 1 || inFlight > 1024) {
            throw new IllegalArgumentException(inFlight + " charges in flight are not possible: choose 1 to 1024.");
        }
    }
}
