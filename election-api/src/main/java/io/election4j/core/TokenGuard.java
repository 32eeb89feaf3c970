/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses the elections whose tokens went back. No candidate of this engine stands in one of them any more: an operator
 * must decide, by a restart, whether the stores that check tokens accept smaller ones. Lives on the loop.
 */
final class TokenGuard {
    /**
     * Kept until the engine closes, because the refusal lasts that long. At most the elections in which this process
     * has led.
     */
    private final Map<String, Problem> refused = new HashMap<>();

    /** Why no candidate may stand in an election, if it is refused. */
    Optional<Problem> refusal(String election) {
        return Optional.ofNullable(refused.get(election));
    }

    /** Refuses an election from now on if a token is not larger than the highest one held before. */
    Optional<Problem> check(String election, long highest, long token) {
        if (token <= highest) {
            refused.put(
                    election,
                    Problem.refused("the fencing token went back from " + highest + " to " + token
                            + ": the service has lost or restored its data; restart this process once the stores that"
                            + " check tokens accept smaller ones"));
        }
        return refusal(election);
    }
}
