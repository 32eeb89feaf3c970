/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the elections whose tokens went back. Nobody stands in one of them through this engine any more: whether the stores
 * that check tokens accept smaller ones is for an operator to decide, by a restart. Lives on the loop.
 */
final class TokenGuard {
    /** Kept until the engine goes: that is the refusal. At most the elections in which this process has led. */
    private final Map<String, Problem> refused = new HashMap<>();

    /** Why nobody may stand in an election, if so. */
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
