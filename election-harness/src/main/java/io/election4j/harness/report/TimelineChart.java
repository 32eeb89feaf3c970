/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import io.election4j.harness.result.Timeline.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Draws time lines: a lane for each candidate and each fault, one chart below the other for each party. */
final class TimelineChart {
    private static final int LANE_HEIGHT = 26;
    private static final int PARTY_HEIGHT = 40;
    private static final int FRAME_HEIGHT = 56;
    private static final double WIDE_ENOUGH_FOR_WORDS = 0.12;

    private TimelineChart() {}

    /** Draws runs of one scenario with the same setting and service. */
    static Chart of(List<Timeline> runs, String name) {
        List<String> lanes = runs.stream()
                .flatMap(run -> run.bars().stream())
                .map(Bar::lane)
                .distinct()
                .toList();
        Timeline any = runs.get(0);
        String title = Backends.name(any.backend())
                + (any.setting().isEmpty()
                        ? ""
                        : ": " + Setting.of(any.setting()).words());
        int height = FRAME_HEIGHT + runs.size() * (PARTY_HEIGHT + lanes.size() * LANE_HEIGHT);
        return new Chart(title, SvgCleaner.of(plot(runs, lanes).svg(height), name, title, description(runs)));
    }

    private static Plot plot(List<Timeline> runs, List<String> lanes) {
        double end = runs.stream()
                .flatMap(run -> run.bars().stream())
                .mapToDouble(Bar::toMillis)
                .max()
                .orElse(1);
        Plot plot = new Plot();
        for (Timeline run : runs) {
            for (Bar bar : run.bars()) {
                double width = bar.toMillis() - bar.fromMillis();
                plot.row(
                        "from",
                        bar.fromMillis() / 1000,
                        "to",
                        bar.toMillis() / 1000,
                        "middle",
                        (bar.fromMillis() + bar.toMillis()) / 2000,
                        "lane",
                        bar.lane(),
                        "kind",
                        words(bar.kind()),
                        "words",
                        width > end * WIDE_ENOUGH_FOR_WORDS ? brief(bar.kind()) : "",
                        "party",
                        SentenceParts.capital(Parties.brief(run.party())));
            }
        }
        List<String> reversed = new ArrayList<>(lanes);
        Collections.reverse(reversed);
        List<Kind> kinds = List.of(Kind.values());
        return plot.theme("legend_position", "none")
                .layer(
                        "segment",
                        Map.of("x", "from", "xend", "to", "y", "lane", "yend", "lane", "color", "kind"),
                        "size",
                        8)
                .layer(
                        "text",
                        Map.of("x", "middle", "y", "lane", "label", "words"),
                        "color",
                        ChartColor.PAPER.hex(),
                        "size",
                        6.5)
                .scale("y", Map.of("name", "", "discrete", true, "limits", reversed, "expand", List.of(0, 0.75)))
                .scale("x", Map.of("name", "seconds", "limits", List.of(0, end / 1000), "expand", List.of(0, 0)))
                .scale(
                        "color",
                        Map.of(
                                "limits",
                                        kinds.stream().map(TimelineChart::words).toList(),
                                "values",
                                        kinds.stream()
                                                .map(kind -> ChartColor.of(kind).hex())
                                                .toList()))
                .facets("party");
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case LEADS -> "leads";
            case WRONG -> "believes to lead while another does";
            case FAULT -> "fault";
        };
    }

    private static String brief(Kind kind) {
        return kind == Kind.WRONG ? "wrong" : words(kind);
    }

    private static String description(List<Timeline> runs) {
        List<String> sentences = new ArrayList<>();
        for (Timeline run : runs) {
            for (Bar bar : run.bars()) {
                sentences.add("%s, %s: %s from %s to %s s."
                        .formatted(
                                Parties.brief(run.party()),
                                bar.lane(),
                                words(bar.kind()),
                                Numbers.plain(bar.fromMillis() / 1000),
                                Numbers.plain(bar.toMillis() / 1000)));
            }
        }
        return String.join(" ", sentences);
    }
}
