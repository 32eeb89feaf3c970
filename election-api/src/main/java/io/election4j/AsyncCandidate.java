/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.concurrent.CompletionStage;

/**
 * Leads on behalf of one member of the cluster, without a thread of its own: for a service that leads thousands of
 * elections, or whose work is asynchronous anyway. {@link Candidate} is simpler and as safe.
 */
@FunctionalInterface
public interface AsyncCandidate {

    /**
     * Begins to lead for one term: the leadership lasts until the stage completes, however it does, or the term ends.
     * Must return soon. Called on the pool of {@link Elections#watch}, and only after the stage of the previous term is
     * complete and the dependents of its {@link Term#ended()} have run.
     *
     * <p>Check {@link Term#isValid()} before each piece of work, and send {@link Term#fencingToken()} with each write.
     * When {@link Term#ended()} completes, stop the work and complete the stage: until then, and at most for one time
     * to live, a seat that is handed over stays taken.
     *
     * @throws Exception is logged and shown as the candidacy's problem, like the failure of a stage; the candidate
     *     stands again after a pause
     */
    CompletionStage<?> lead(Term term) throws Exception;
}
