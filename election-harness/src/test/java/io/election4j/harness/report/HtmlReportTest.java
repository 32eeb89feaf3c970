/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Conditions;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import io.election4j.harness.result.Timeline.Kind;
import io.election4j.harness.result.Unit;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static String html = "";
    private static Document page = new Document("");

    @BeforeAll
    static void write() {
        html = HtmlReport.of(SampleComparison.comparison());
        page = Jsoup.parse(html);
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        assertThat(page.select("script, link, iframe, object, embed, img, image"))
                .isEmpty();
        assertThat(page.select("[src]")).isEmpty();
        assertThat(page.select("[href]").eachAttr("href")).isNotEmpty().allMatch(href -> href.startsWith("#"));
        assertThat(page.select("style").html()).doesNotContain("@import").doesNotContain("url(");
    }

    @Test
    void thePageIsSmallEnoughToBeSent() {
        assertThat(html).hasSizeLessThan(3_000_000);
    }

    @Test
    void thePageIsWellFormed() {
        Parser parser = Parser.xmlParser().setTrackErrors(10);
        Document document = parser.parseInput(html, "");

        assertThat(parser.getErrors()).isEmpty();
        assertThat(document.select("html > body > main > section")).hasSizeGreaterThan(10);
    }

    @Test
    void everyLinkAndEveryPictureHasItsCounterpart() {
        List<String> ids = page.select("[id]").eachAttr("id");

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("a[href]").eachAttr("href"))
                .allSatisfy(href -> assertThat(ids).contains(href.substring(1)));
        assertThat(page.select("svg")).hasSizeGreaterThan(20).allSatisfy(svg -> {
            assertThat(svg.attr("role")).isEqualTo("img");
            assertThat(ids).contains(svg.attr("aria-labelledby").split(" ", -1));
            assertThat(svg.selectFirst("desc")).isNotNull();
        });
        assertThat(html).containsPattern("clip-path=\"url\\(#s-");
        assertThat(ChartColor.values())
                .allSatisfy(color ->
                        assertThat(html).doesNotContain(color.written()).doesNotContain("=\"" + color.hex()));
    }

    @Test
    void aTableSetsTheServicesSideBySide() {
        Element row = row("s-handover", "etcd");

        assertThat(row.select("td").eachText())
                .hasSize(10)
                .contains("within noise")
                .anyMatch(cell -> cell.endsWith("×"));
        assertThat(page.select("#s-partition th[rowspan=3]").eachText()).contains("leader's line cut");
        assertThat(page.select("#s-candidates th[rowspan=3]").eachText()).contains("1 candidate", "10 candidates");
        assertThat(page.select("#s-elections li").eachText())
                .containsExactly(
                        "Consul, library alone, 10,000 elections: The server refuses more than 200 connections of one"
                                + " address.");
    }

    @Test
    void theSummaryNamesThePromisesThatAreNotMet() {
        assertThat(page.select("#summary dd").eachText().get(0))
                .startsWith("24 of the 25 that were measured are met. Not met: “Idle requests for many elections” on"
                        + " Consul");
        assertThat(page.select("#promises td.bad").eachText()).containsExactly("✗ not met");
    }

    @Test
    void namesAreEscaped() {
        String evil = "<script>alert('&')</script>";
        Comparison comparison = new Comparison(
                new Conditions(
                        evil, 1, evil, List.of(evil), 0, 2000, true, true, Map.of(evil, evil), Map.of(evil, evil)),
                List.of(new ScenarioInfo(evil, evil, evil, evil)),
                List.of(new Series(
                        evil, evil, evil, evil, Party.OURS, Unit.MILLISECONDS, List.of(1.0, 2.0, 3.0, 4.0, 5.0), evil)),
                List.of(new Timeline(evil, evil, evil, Party.RAW, List.of(new Bar(evil, Kind.WRONG, 0, 1000)))),
                List.of(new Omission(evil, evil, evil, Party.RAW, evil)));

        String escaped = HtmlReport.of(comparison);

        assertThat(escaped).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(Difference.of(comparison, SampleComparison.comparison()).html())
                .doesNotContain("<script")
                .contains("&lt;script&gt;");
    }

    @Test
    void aComparisonWithoutAnythingIsStillAPage() {
        Document empty = Jsoup.parse(HtmlReport.of(Comparisons.of()));
        assertThat(empty.select("#summary dd").eachText().get(0)).isEqualTo("None was measured.");
        assertThat(empty.select("#choice, a[href=#choice]")).isEmpty();
        assertThat(page.select("#choice, a[href=#choice]")).hasSize(2);
    }

    private static Element row(String section, String service) {
        return page.select("#" + section + " tbody tr").stream()
                .filter(row -> row.select("th").text().equals(service))
                .findFirst()
                .orElseThrow();
    }
}
