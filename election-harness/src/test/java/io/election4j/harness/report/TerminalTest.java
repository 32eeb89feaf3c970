/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static io.election4j.harness.report.Comparisons.around;
import static io.election4j.harness.report.Comparisons.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aRowComparesOursWithTheLibrary() {
        String table = TerminalTable.of(SampleComparison.comparison());

        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextGrid.WIDTH));
        assertThat(table)
                .containsPattern(
                        "Crash failover, ttl 2 s +Consul +1\\.\\d+ s +6\\.\\d+ s +0\\.\\d\\d× +really faster\n")
                .containsPattern("500 candidates +etcd ")
                .containsPattern("One write +etcd .*service alone\n")
                .contains("Promises: 24 met, 1 not met, 0 not measured.")
                .contains("Not met: Idle requests for many elections, Consul");
    }

    @Test
    void whatHasReallyChangedIsNamedAndNothingElse() {
        Difference difference = Difference.of(
                Comparisons.of(handover("same", 5), handover("slower", 5), handover("gone", 5)),
                Comparisons.of(handover("same", 5), handover("slower", 6), handover("new", 5)));

        assertThat(difference.terminal())
                .containsPattern("time, slower +etcd, Election4j +5.00 ms +6.00 ms +\\+20 % +slower\n")
                .containsPattern("time, gone +etcd, Election4j +5.00 ms +– +– +only in A\n")
                .containsPattern("time, new +etcd, Election4j +– +5.00 ms +– +only in B\n")
                .doesNotContain("time, same")
                .contains("3 of 4 series have really changed or are on one side only")
                .doesNotContain("differs");
    }

    @Test
    void conditionsThatDifferComeFirst() {
        Difference difference = Difference.of(SampleComparison.comparison(), SampleComparison.later());

        assertThat(difference.terminal()).startsWith("Version of etcd differs: A 3.5.16; B 3.6.0");
        assertThat(difference.terminal().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(120));
        Document page = Jsoup.parse(difference.html());
        assertThat(page.select("#conditions tbody tr").eachText()).containsExactly("Version of etcd 3.5.16 3.6.0");
        assertThat(page.select("#changes td.good").eachText()).isNotEmpty().containsOnly("really faster");
        assertThat(page.select("#others tbody tr")).hasSizeGreaterThan(100);
        assertThat(page.select("[src], [href], script")).isEmpty();
    }

    @Test
    void aComparisonHasNoDifferenceFromItself() {
        Comparison comparison = Comparisons.of(handover("", 5));

        assertThat(Difference.of(comparison, comparison).html())
                .contains("Nothing beyond noise.")
                .contains("machine, versions and command are the same");
    }

    private static Series handover(String setting, double middle) {
        return series("handover", "time", setting, Party.OURS, Unit.MILLISECONDS, around(middle, 21));
    }
}
