/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.report.TextGrid.Shape;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares two comparisons, A and B: first the conditions that differ, then the changes and whether they are significant. */
public final class Difference {
    private final Comparison first;
    private final Comparison second;
    private final List<Change> changes;

    private Difference(Comparison first, Comparison second) {
        this.first = first;
        this.second = second;
        this.changes = Change.between(first, second);
    }

    /** Compares the first, A, with the second, B. */
    public static Difference of(Comparison first, Comparison second) {
        return new Difference(first, second);
    }

    /** Returns one page that needs no other file. */
    public String html() {
        return Templates.fill(
                "difference.html",
                new Page(
                        Templates.style(),
                        first.conditions().startedAt(),
                        second.conditions().startedAt(),
                        conditions().isEmpty(),
                        conditions(),
                        !notable().isEmpty(),
                        notable(),
                        !others().isEmpty(),
                        others()));
    }

    /** Returns plain text of at most 100 columns: what has changed significantly, or is measured on one side only. */
    public String terminal() {
        StringBuilder text = new StringBuilder();
        for (Condition condition : conditions()) {
            text.append("%s differs: A %s; B %s%n".formatted(condition.name(), condition.first(), condition.second()));
        }
        TextGrid grid = new TextGrid(
                Shape.words("Median", 38),
                Shape.words("Whose", 24),
                Shape.number("A", 10),
                Shape.number("B", 10),
                Shape.number("change", 9),
                Shape.words("", 9));
        List<Change> notable = notable();
        notable.forEach(change -> grid.row(List.of(
                change.setting().isEmpty() ? change.metric() : change.metric() + ", " + change.setting(),
                change.backend() + ", " + change.party(),
                change.first(),
                change.second(),
                change.percent(),
                change.verdict().replace("really ", ""))));
        if (!notable.isEmpty()) {
            text.append(grid);
        }
        return text.append(
                        "%d of %d series have really changed or are on one side only; the others are within noise, or too few to tell.%n"
                                .formatted(notable.size(), changes.size()))
                .toString();
    }

    private List<Change> notable() {
        return changes.stream().filter(Change::notable).toList();
    }

    private List<Change> others() {
        return changes.stream().filter(change -> !change.notable()).toList();
    }

    private List<Condition> conditions() {
        Map<String, String> left = facts(first.conditions());
        Map<String, String> right = facts(second.conditions());
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Condition> differing = new ArrayList<>();
        for (String name : names) {
            String before = left.getOrDefault(name, Numbers.NONE);
            String after = right.getOrDefault(name, Numbers.NONE);
            if (!before.equals(after)) {
                differing.add(new Condition(name, before, after));
            }
        }
        return differing;
    }

    private static Map<String, String> facts(Conditions conditions) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Machine", String.join("; ", conditions.machine()));
        conditions.versions().keySet().stream()
                .sorted()
                .forEach(backend -> facts.put(
                        "Version of " + Backends.name(backend),
                        conditions.versions().getOrDefault(backend, "")));
        conditions.libraries().keySet().stream()
                .sorted()
                .forEach(backend -> facts.put(
                        "Library for " + Backends.name(backend),
                        conditions.libraries().getOrDefault(backend, "")));
        facts.put("Servers of each kind", Numbers.grouped(conditions.cluster()));
        facts.put("Time to live", Numbers.of((double) conditions.ttlMillis(), Unit.MILLISECONDS));
        facts.put("Samples", conditions.quick() ? "few" : "all");
        facts.put("Command", conditions.command());
        return facts;
    }

    private record Condition(String name, String first, String second) {}

    private record Page(
            String style,
            String firstDate,
            String secondDate,
            boolean same,
            List<Condition> conditions,
            boolean hasNotable,
            List<Change> notable,
            boolean hasOthers,
            List<Change> others) {}
}
