/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.function.Consumer;

/** One connection to a service, by which candidates stand for elections. Thread-safe. Each call waits a few seconds at most. */
public interface Peer extends AutoCloseable {

    /**
     * Stands for an election. Returns at once, or as soon as the library returns; {@code events} receives wins and
     * losses. A candidate that has lost stands again, until it leaves or the peer is closed.
     *
     * @param election letters, digits, dots, dashes and underscores
     * @param candidateId how others see this candidate
     */
    Stand enter(String election, String candidateId, Events events) throws Exception;

    /** Reports the leader as soon as there is one, and after each change, in the library's best way; on any thread. */
    Following follow(String election, Consumer<String> onLeader) throws Exception;

    /** Ends all candidates and followers, in good order if the service can be reached, without notifying them. */
    @Override
    void close();

    /** A follower that is notified of leaders; closing it ends that. */
    interface Following extends AutoCloseable {
        @Override
        void close();
    }

    /** Receives the events of a candidate, on any thread; must return at once. */
    interface Events {

        /** The candidate leads from now on. */
        void won();

        /** The candidate no longer leads, for a reason other than {@link Stand#leave}; it may win again. */
        void lost();
    }

    /** One candidate in one election. Thread-safe. */
    interface Stand {

        /** The fencing token of the seat that it has won, or 0 if the library has none. */
        default long fencingToken() {
            return 0;
        }

        /** Whether this candidate leads, as the library answers; sends no request to the service. */
        boolean believesToLead();

        /** Releases the seat or the place in the queue in good order; returns when that has been requested or done. */
        void leave() throws Exception;
    }
}
