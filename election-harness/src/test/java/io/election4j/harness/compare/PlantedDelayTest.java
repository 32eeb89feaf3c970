/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.scenario.Scenario;
import io.election4j.harness.scenario.Scenarios;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.FaultProxy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedDelayTest {
    private static final Duration DELAY = Duration.ofMillis(50);

    @TempDir
    Path directory;

    /** The delay applies in both directions; it has no effect on another service, nor on what needs no service. */
    @Test
    void aSlowConnectionShowsInTheRowsOfItsServiceAlone() {
        try (EtcdCluster etcd = new EtcdSetup().shortLeases().start(1, directory.resolve("etcd"));
                FaultProxy slow = new FaultProxy(etcd.clientPort(0))) {
            slow.delay(DELAY);
            DeploymentSpec behind =
                    DeploymentSpec.given(BackendUri.parse("etcd://127.0.0.1:" + slow.port() + "/delayed"));

            Comparison found = compare(List.of(DeploymentSpec.local("zookeeper", 1), behind));

            double roundTrip = 2.0 * DELAY.toMillis();
            for (Party party : List.of(Party.OURS, Party.RAW)) {
                assertThat(least(found, "etcd", party, Metrics.ENTER_TO_TERM)).isGreaterThan(roundTrip);
                assertThat(least(found, "zookeeper", party, Metrics.ENTER_TO_TERM))
                        .isLessThan(roundTrip);
                assertThat(least(found, "etcd", party, Metrics.ONE_CALL)).isLessThan(10_000);
            }
            assertThat(least(found, "etcd", Party.FLOOR, Metrics.ONE_WRITE)).isGreaterThan(roundTrip);
            assertThat(least(found, "zookeeper", Party.FLOOR, Metrics.ONE_WRITE))
                    .isLessThan(roundTrip);
        }
    }

    private Comparison compare(List<DeploymentSpec> deployments) {
        List<String> ids = List.of("commit", "enter", "is-valid");
        List<Scenario> scenarios = Scenarios.all().stream()
                .filter(each -> ids.contains(each.info().id()))
                .toList();
        Plan plan = new Plan(Duration.ofSeconds(10), 1, true);
        CompareRequest request = new CompareRequest(plan, scenarios, deployments, "a test");
        CompareRun run = new CompareRun(request, directory.resolve("run"), Clock.systemUTC());
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        Comparison found = run.run(false, new PrintStream(progress, true, StandardCharsets.UTF_8));
        assertThat(run.failures()).isEmpty();
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .contains("zookeeper: Enter to term", "etcd: Enter to term");
        return found;
    }

    private static double least(Comparison found, String backend, Party party, String metric) {
        return found.series().stream()
                .filter(series -> series.backend().equals(backend)
                        && series.party() == party
                        && series.metric().equals(metric))
                .flatMap(series -> series.samples().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElseThrow();
    }
}
