/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.report.JsonReport;
import io.election4j.harness.result.Omission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {

    @TempDir
    Path directory;

    @Test
    void aComparisonWritesItsReportAndTwoReportsAreLaidSideBySide() throws Exception {
        Path out = directory.resolve("report");
        try (Program measuring = compare(out, "--runs 1 --backends zookeeper --scenarios enter,commit,crash")) {
            assertThat(measuring.status()).isZero();
            assertThat(measuring.err()).contains("zookeeper: Enter to term").doesNotContain("Exception");
            assertThat(measuring.out()).contains("Enter to term", "ZooKeeper", "Promises:", "report.html");
        }
        assertThat(Files.readString(out.resolve("report.html"))).contains("Curator LeaderLatch", "Crash failover");
        assertThat(Files.readString(out.resolve("report.json")))
                .contains("bin/election compare --quick --runs 1 --backends zookeeper");
        assertThat(out.resolve("series.csv")).isNotEmptyFile();
        assertThat(out.resolve("samples.csv")).isNotEmptyFile();

        String json = out.resolve("report.json").toString();
        Program.Result difference = Program.run("compare", "--diff", json, json, "--out", out.toString());
        assertThat(difference.status()).isZero();
        assertThat(difference.out()).contains("0 of ", "difference.html");
        assertThat(out.resolve("difference.html")).isNotEmptyFile();
    }

    private Program compare(Path out, String options) {
        Stream<String> arguments = Stream.of(("compare --quick " + options + " --out").split(" ", -1));
        return Program.start(
                directory, Stream.concat(arguments, Stream.of(out.toString())).toArray(String[]::new));
    }

    @Test
    void ctrlCLeavesNoProcessAndNoFileButAReportOfWhatWasMeasured() throws Exception {
        Path out = directory.resolve("report");
        try (Program measuring = compare(out, "--backends etcd --scenarios commit,crash,freeze")) {
            interrupt(measuring, "etcd: Crash failover");
            assertThat(measuring.err()).containsOnlyOnce("election: ").contains("interrupted");
            assertThat(measuring.out()).contains("service alone", "report.html");
        }
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Interrupted", "The comparison was stopped after", "before this was measured to its end");
        assertThat(JsonReport.read(out.resolve("report.json")).omissions())
                .extracting(Omission::scenario)
                .contains("crash", "freeze")
                .doesNotContain("commit");
    }

    @Test
    void ctrlCBeforeAnythingWasMeasuredWritesNothing() throws Exception {
        Path out = directory.resolve("report");
        try (Program measuring = compare(out, "--backends etcd --scenarios crash")) {
            interrupt(measuring, "etcd: Crash failover");
            assertThat(measuring.err()).doesNotContain("election: ");
        }
        assertThat(out).isEmptyDirectory();
    }

    private void interrupt(Program measuring, String when) throws Exception {
        List<ProcessHandle> servers = measuring.awaitErr(when).descendants();
        assertThat(servers).isNotEmpty();
        measuring.signal("INT");
        assertThat(measuring.status()).isEqualTo(130);
        assertThat(servers).noneMatch(ProcessHandle::isAlive);
        assertThat(directory).isDirectoryNotContaining("glob:**/election4j-compare-*");
    }

    @Test
    void whatIsNoReportIsRefused() throws Exception {
        Path other = Files.writeString(directory.resolve("other.json"), "{\"a\": 1}");

        Program.Result refused = Program.run("compare", "--diff", other.toString(), other.toString());
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err())
                .startsWith("election: ")
                .contains("other.json")
                .doesNotContain("\tat ");
    }
}
