/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.concurrent.CompletionStage;

/**
 * What a member of the cluster does while it leads, without a thread of its own: for a service that leads thousands of
 * elections, or whose work is asynchronous anyway. {@link Candidate} is simpler and as safe.
 */
@FunctionalInterface
public interface AsyncCandidate {

    /**
     * Begins to lead for one term: the leadership lasts until the stage completes, however it does, or the term ends. Must
     * return soon; called on the pool of {@link Elections#watch}, never for a term before the stage of the last one is
     * complete and what depends on its {@link Term#ended()} has run.
     *
     * <p>Check {@link Term#isValid()} before each piece of work, and send {@link Term#fencingToken()} with each write.
     * When the term ends, as {@link Term#ended()} tells, stop the work and complete the stage: until then, and at most for
     * one time to live, a seat that is handed over stays taken.
     *
     * @throws Exception is logged and shown as the candidacy's problem, as the failure of a stage is; the candidate stands
     *     again after a pause
     */
    CompletionStage<?> lead(Term term) throws Exception;
}
