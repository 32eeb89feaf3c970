/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.function.Consumer;

/**
 * One connection to a service, by which candidates stand for elections. Thread-safe. Waits at most a few seconds
 * anywhere.
 */
public interface Peer extends AutoCloseable {

    /**
     * Stands for an election and returns at once, or as soon as the library lets go; {@code events} tells the rest. Who
     * has lost stands again, until it leaves or the peer is closed.
     *
     * @param election letters, digits, dots, dashes and underscores
     * @param candidateId how others see this candidate
     */
    Stand enter(String election, String candidateId, Events events) throws Exception;

    /** Tells who leads as soon as somebody does, and after each change, in the library's best way; on any thread. */
    Following follow(String election, Consumer<String> onLeader) throws Exception;

    /** Ends all that stand and follow, in good order if the service can be reached, without telling them. */
    @Override
    void close();

    /** Somebody who is told who leads; closing it ends that. */
    interface Following extends AutoCloseable {
        @Override
        void close();
    }

    /** What a candidate is told, on any thread; must return at once. */
    interface Events {

        /** It leads from now on. */
        void won();

        /** It leads no more, for a reason other than {@link Stand#leave}; it may win again. */
        void lost();
    }

    /** One candidate's standing in one election. Thread-safe. */
    interface Stand {

        /** The fencing token of the seat it has won, if the library offers one; else 0. */
        default long fencingToken() {
            return 0;
        }

        /** What the library says if asked whether this candidate leads; costs no call of the service. */
        boolean believesToLead();

        /** Gives up the seat or the place in line in good order; returns when that has been asked for or done. */
        void leave() throws Exception;
    }
}
