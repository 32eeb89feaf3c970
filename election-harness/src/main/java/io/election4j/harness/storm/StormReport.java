/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.testkit.history.HistoryEvent;
import io.election4j.testkit.history.ValidTerm;
import io.election4j.testkit.history.Violation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Formats the result of a storm for people. Stateless. */
public final class StormReport {
    /** A fault that ended less than this before a violation may be its cause. */
    private static final Duration BEFORE = Duration.ofSeconds(30);

    private static final int MOST_VIOLATIONS = 20;

    private StormReport() {}

    /** Returns lines of text; the last one has a line end, too. */
    public static String of(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        StormPlan plan = verdict.plan();
        long overlaps = verdict.violations().stream()
                .filter(violation -> violation.kind() == Violation.Kind.OVERLAP)
                .count();
        line(text, "storm on", plan.backend() + (plan.options().isEmpty() ? "" : " with " + plan.options()));
        line(text, "seed", Long.toString(plan.seed()));
        line(text, "terms", String.format(Locale.ROOT, "%,d", verdict.terms().size()));
        line(text, "overlaps", Long.toString(overlaps));
        line(text, "other promises broken", Long.toString(verdict.violations().size() - overlaps));
        line(
                text,
                "elections without a leader at the end",
                Integer.toString(verdict.vacant().size()));
        line(
                text,
                "longest time without a leader in a calm",
                seconds(verdict.longestVacancy().toNanos()));
        line(text, "faults", Integer.toString(verdict.faults().size()));
        Arrays.stream(FaultKind.values()).forEach(kind -> line(text, "  " + kind.title(), count(verdict, kind)));
        verdict.violations().stream().limit(MOST_VIOLATIONS).forEach(each -> text.append(describe(verdict, each)));
        verdict.vacant()
                .forEach(election ->
                        text.append("nobody leads ").append(election).append('\n'));
        text.append(verdict.isGood() ? "No promise was broken.\n" : "A promise was broken.\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-42s %s%n", name, value));
    }

    private static String count(Verdict verdict, FaultKind kind) {
        return Long.toString(
                verdict.faults().stream().filter(fault -> fault.kind() == kind).count());
    }

    private static String describe(Verdict verdict, Violation violation) {
        long at = violation.event().at();
        String text = violation.kind() + " in " + violation.event().election() + " at " + since(verdict, at) + "\n"
                + describe(verdict, violation.event())
                + violation.conflicting().map(other -> describe(verdict, other)).orElse("");
        return text
                + verdict.faults().stream()
                        .filter(fault -> fault.fromNanos() - at < 0 && at - fault.untilNanos() < BEFORE.toNanos())
                        .map(fault -> "  fault: " + fault.kind().title() + ", " + fault.target() + ", "
                                + since(verdict, fault.fromNanos()) + " to " + since(verdict, fault.untilNanos())
                                + "\n")
                        .collect(Collectors.joining());
    }

    private static String describe(Verdict verdict, HistoryEvent event) {
        List<ValidTerm> terms = verdict.terms().stream()
                .filter(term -> term.election().equals(event.election())
                        && term.candidate().equals(event.candidate())
                        && term.token() == event.token())
                .toList();
        String validity = terms.stream()
                .map(term ->
                        ", valid from " + since(verdict, term.fromNanos()) + " to " + since(verdict, term.untilNanos()))
                .collect(Collectors.joining());
        return "  " + event.candidate() + " with token " + event.token() + validity + "\n";
    }

    private static String since(Verdict verdict, long nanos) {
        return seconds(nanos - verdict.startNanos());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }
}
