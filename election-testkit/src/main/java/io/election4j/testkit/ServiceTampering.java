/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import java.util.Optional;

/**
 * Changes an election as another client or an operator can do with the service's own tools.
 *
 * <p>A backend's tests implement it with a plain client of the service, never with the backend under test. An election
 * is named as candidates name it; the namespace is that of {@link BackendRules#uri}. Each method returns when the
 * service has made the change, within a few seconds. Without a leader, nothing happens.
 */
public interface ServiceTampering {

    /** Holds the service's data of one moment. */
    interface Snapshot {

        /**
         * Restores that data, as from a backup. The service may be unavailable meanwhile, and serves again when this
         * returns.
         */
        void restore() throws Exception;
    }

    /** Deletes the key or the node by which the leader has its seat. */
    void deleteSeat(String election) throws Exception;

    /** Overwrites that key or node without its owner's lease or session. */
    void overwriteSeat(String election) throws Exception;

    /** Ends the session or the lease by which the leader has its seat. */
    void endSession(String election) throws Exception;

    /** Deletes everything that the service keeps for an election, including the places in the queue. */
    void deleteElection(String election) throws Exception;

    /** Copies all data of the service; empty if the tests cannot, and the tests of restoring are then skipped. */
    default Optional<Snapshot> snapshot() throws Exception {
        return Optional.empty();
    }
}
