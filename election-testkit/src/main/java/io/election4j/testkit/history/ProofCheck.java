/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.testkit.history.HistoryEvent.Claimed;
import io.election4j.testkit.history.HistoryEvent.Proven;
import io.election4j.testkit.history.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the longest proof asked for by then covers each claim. */
final class ProofCheck {

    private record Holding(String candidate, long token) {}

    private ProofCheck() {}

    /** @param events of one election, in the order of time */
    static void check(List<HistoryEvent> events, List<Violation> violations) {
        if (events.stream().noneMatch(Proven.class::isInstance)) {
            return;
        }
        Map<Holding, Proven> longest = new HashMap<>();
        for (HistoryEvent event : events) {
            Holding holding = new Holding(event.candidate(), event.token());
            if (event instanceof Proven proven) {
                longest.merge(holding, proven, (one, other) -> other.validUntil() - one.validUntil() > 0 ? other : one);
            } else if (event instanceof Claimed claimed) {
                Proven proof = longest.get(holding);
                if (proof == null || claimed.validUntil() - proof.validUntil() > 0) {
                    violations.add(new Violation(Kind.UNPROVEN, claimed, Optional.ofNullable(proof)));
                }
            }
        }
    }
}
