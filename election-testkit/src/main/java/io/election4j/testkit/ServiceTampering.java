/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import java.util.Optional;

/**
 * Does to an election what a stranger or an operator can do with the service's own tools.
 *
 * <p>A backend's tests implement it with a plain client of the service, never with the backend under test. An election
 * is named as candidates name it; the namespace is that of {@link BackendRules#uri}. Each method returns when the
 * service has done it, within a few seconds. If nobody leads, nothing happens.
 */
public interface ServiceTampering {

    /** What the service held at one moment. */
    interface Snapshot {

        /**
         * Makes the service hold that again, as from a backup. The service may be away meanwhile, and serves again
         * when this returns.
         */
        void restore() throws Exception;
    }

    /** Deletes the key or the node by which the leader has its seat. */
    void deleteSeat(String election) throws Exception;

    /** Writes something to that key or node, without its owner's lease or session. */
    void overwriteSeat(String election) throws Exception;

    /** Ends the session or the lease by which the leader has its seat. */
    void endSession(String election) throws Exception;

    /** Deletes everything that the service keeps for an election, the places of those who wait included. */
    void deleteElection(String election) throws Exception;

    /** Takes a copy of all that the service holds; empty if its tests cannot, and restoring then goes untested. */
    default Optional<Snapshot> snapshot() throws Exception {
        return Optional.empty();
    }
}
