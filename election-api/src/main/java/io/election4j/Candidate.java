/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

/** Leads on behalf of one member of the cluster. */
@FunctionalInterface
public interface Candidate {

    /**
     * Leads for one term: the leadership lasts as long as this call runs and the term is valid. Returning or throwing
     * resigns. Called on a thread of its own, never twice at once, and never interrupted by the library.
     *
     * <p>Check {@link Term#isValid()} before each piece of work, and send {@link Term#fencingToken()} with each write.
     *
     * @throws Exception is logged and shown as the candidacy's problem; the candidate stands again after a pause
     */
    void lead(Term term) throws Exception;
}
