/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.peer.InjectedDefect;
import io.election4j.testkit.history.Violation;
import io.election4j.testkit.server.Binaries;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormTest {
    private static final Duration LENGTH = Duration.ofSeconds(12);
    private static final Set<FaultKind> ALL = Arrays.stream(FaultKind.values())
            .filter(kind -> !kind.isOfNetwork())
            .collect(Collectors.toSet());

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"zookeeper", "etcd", "consul"})
    void faultsBreakNoPromise(String backend) {
        Binaries.skipIfAsked(backend);
        StringWriter progress = new StringWriter();
        Verdict verdict = storm(backend, InjectedDefect.NONE, LENGTH, ALL, progress);
        String report = StormReport.of(verdict);
        assertThat(verdict.isGood()).as(report).isTrue();
        assertThat(verdict.terms()).as("terms").hasSizeGreaterThan(10);
        assertThat(verdict.faults()).as("faults").isNotEmpty();
        assertThat(report)
                .contains("seed                                       3")
                .contains("overlaps                                   0")
                .endsWith("No promise was broken.\n");
        assertThat(progress.toString()).containsPattern(" 10 s: [\\d,]+ terms, \\d+ faults");
        assertThat(ProcessHandle.current().descendants().filter(this::belongsToTheStorm))
                .as("processes that are left")
                .isEmpty();
    }

    /**
     * Whether the storm has started a process: it then runs in the storm's folder. Tests of other classes run at the
     * same time.
     */
    private boolean belongsToTheStorm(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .startsWith(directory.toRealPath());
        } catch (IOException ended) {
            return false;
        }
    }

    @Test
    void candidatesThatDoNotExcludeEachOtherAreNoticed() {
        Binaries.skipIfAsked("etcd");
        Verdict verdict =
                storm("etcd", InjectedDefect.NO_EXCLUSION, Wait.PATIENCE.multipliedBy(3), Set.of(), new StringWriter());
        assertOverlaps(verdict);
    }

    @Test
    void termsThatClaimToBeValidForTooLongAreNoticed() {
        Binaries.skipIfAsked("etcd");
        Verdict verdict = storm(
                "etcd",
                InjectedDefect.CLAIMS_TOO_LONG,
                Duration.ofSeconds(30),
                Set.of(FaultKind.PARTITION),
                new StringWriter());
        assertOverlaps(verdict);
        assertThat(StormReport.of(verdict)).contains("fault: candidates cut off from all servers");
    }

    private static void assertOverlaps(Verdict verdict) {
        assertThat(verdict.violations())
                .extracting(Violation::kind)
                .as("violations")
                .contains(Violation.Kind.OVERLAP);
        assertThat(verdict.isGood()).isFalse();
        assertThat(StormReport.of(verdict))
                .contains("OVERLAP in e")
                .containsPattern("with token \\d+, valid from [\\d.]+ s to [\\d.]+ s")
                .endsWith("A promise was broken.\n");
    }

    private Verdict storm(
            String backend, InjectedDefect defect, Duration length, Set<FaultKind> kinds, StringWriter progress) {
        StormPlan plan =
                new StormPlan(backend, "", Duration.ofSeconds(2), length, Integer.MAX_VALUE, 3, 3, 6, kinds, defect);
        return new Storm(plan, directory, new PrintWriter(progress)).run();
    }
}
