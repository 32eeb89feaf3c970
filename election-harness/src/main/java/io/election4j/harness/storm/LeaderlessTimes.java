/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.testkit.history.ValidTerm;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Computes how long elections had no leader. Stateless. */
final class LeaderlessTimes {
    private LeaderlessTimes() {}

    /** Returns the longest time in one election without a valid term during quiet periods. */
    static Duration longest(List<ValidTerm> terms, List<QuietPeriod> calms) {
        Map<String, List<ValidTerm>> byElection = terms.stream().collect(Collectors.groupingBy(ValidTerm::election));
        long longest = calms.stream()
                .flatMapToLong(quiet -> byElection.values().stream().mapToLong(each -> longest(each, quiet)))
                .max()
                .orElse(0);
        return Duration.ofNanos(longest);
    }

    private static long longest(Collection<ValidTerm> terms, QuietPeriod quiet) {
        List<ValidTerm> inOrder = terms.stream()
                .filter(term -> term.untilNanos() - quiet.fromNanos() > 0 && quiet.untilNanos() - term.fromNanos() > 0)
                .sorted(Comparator.comparing(ValidTerm::fromNanos, (one, other) -> Long.signum(one - other)))
                .toList();
        long longest = 0;
        long until = quiet.fromNanos();
        for (ValidTerm term : inOrder) {
            longest = Math.max(longest, term.fromNanos() - until);
            until = term.untilNanos() - until > 0 ? term.untilNanos() : until;
        }
        return Math.max(longest, quiet.untilNanos() - until);
    }
}
