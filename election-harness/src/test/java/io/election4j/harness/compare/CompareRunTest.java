/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Series;
import io.election4j.harness.result.Unit;
import io.election4j.harness.scenario.Scenario;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.Wait;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareRunTest {
    @TempDir
    Path directory;

    private final Map<String, List<String>> hosts = new ConcurrentHashMap<>();

    /** A scenario that records the servers on which it ran. */
    private class Visit implements Scenario {
        private final String id;
        private final boolean strains;

        Visit(String id, boolean strains) {
            this.id = id;
            this.strains = strains;
        }

        @Override
        public ScenarioInfo info() {
            return new ScenarioInfo(id, "title of " + id, "why?", "so.");
        }

        @Override
        public boolean strainsServers() {
            return strains;
        }

        @Override
        public Duration estimate(Plan plan, String backend) {
            return Duration.ofSeconds(1);
        }

        @Override
        public void run(ScenarioContext context) {
            hosts.put(id, context.deployment().hosts());
        }
    }

    private final class Failure extends Visit {
        Failure() {
            super("failure", false);
        }

        @Override
        public void run(ScenarioContext context) {
            throw new IllegalStateException("nobody has won");
        }
    }

    private final class Finding extends Visit {
        Finding() {
            super("finding", false);
        }

        @Override
        public void run(ScenarioContext context) {
            super.run(context);
            context.add(Party.OURS, "metric", "", Unit.COUNT, 7);
        }
    }

    /** A scenario that fails because the comparison is stopped and its servers are killed. */
    private final class Stop extends Visit {
        private final CompletableFuture<CompareRun> toBeStopped;
        private final CompletableFuture<Comparison> found;

        Stop(CompletableFuture<CompareRun> toBeStopped, CompletableFuture<Comparison> found) {
            super("stop", false);
            this.toBeStopped = toBeStopped;
            this.found = found;
        }

        @Override
        public void run(ScenarioContext context) {
            super.run(context);
            context.add(Party.OURS, "half a metric", "", Unit.COUNT, 8);
            found.complete(toBeStopped.join().stop());
            throw new IllegalStateException("the servers do not answer");
        }
    }

    private CompareRun prepare(boolean quick, Scenario... scenarios) {
        return prepare(DeploymentSpec.local("etcd", 1), quick, scenarios);
    }

    private CompareRun prepare(DeploymentSpec servers, boolean quick, Scenario... scenarios) {
        Plan plan = new Plan(Duration.ofSeconds(2), 1, quick);
        CompareRequest request = new CompareRequest(plan, List.of(scenarios), List.of(servers), "a test");
        return new CompareRun(request, directory, Clock.systemUTC());
    }

    private static Comparison run(CompareRun run) {
        return run.run(false, new PrintStream(OutputStream.nullOutputStream(), true));
    }

    @Test
    void aScenarioThatStrainsServersGetsItsOwn() {
        Scenario[] scenarios = {
            new Visit("first", false), new Visit("hard", true), new Visit("second", false), new Visit("harder", true)
        };
        run(prepare(false, scenarios));

        assertThat(hosts).containsOnlyKeys("first", "second", "hard", "harder");
        assertThat(hosts.get("second")).isEqualTo(hosts.get("first"));
        assertThat(hosts.get("hard")).isNotEqualTo(hosts.get("first"));
        assertThat(hosts.get("harder")).isNotEqualTo(hosts.get("hard")).isNotEqualTo(hosts.get("first"));
    }

    @Test
    void aQuickComparisonStartsServersOnce() {
        run(prepare(true, new Visit("first", false), new Visit("hard", true)));

        assertThat(hosts.get("hard")).isEqualTo(hosts.get("first"));
    }

    @Test
    void aStoppedRunBeginsNothingAndReportsWhatItHasMeasured() {
        try (EtcdCluster etcd = new EtcdSetup().shortLeases().start(1, directory.resolve("etcd"))) {
            DeploymentSpec servers = DeploymentSpec.given(BackendUri.parse("etcd://" + etcd.hosts()));
            CompletableFuture<CompareRun> toBeStopped = new CompletableFuture<>();
            CompletableFuture<Comparison> found = new CompletableFuture<>();
            Scenario[] scenarios = {
                new Finding(), new Stop(toBeStopped, found), new Visit("next", false), new Visit("hard", true)
            };
            CompareRun run = prepare(servers, false, scenarios);
            toBeStopped.complete(run);
            Thread comparing = new Thread(() -> run(run), "comparing");
            comparing.setDaemon(true); // it never ends
            comparing.start();

            Wait.until("the comparison stands still", () -> LockSupport.getBlocker(comparing) == run);
            assertThat(hosts).containsOnlyKeys("finding", "stop");
            assertThat(run.failures()).isEmpty();
            Comparison comparison = found.join();
            assertThat(comparison.conditions().interrupted()).isTrue();
            assertThat(comparison.series()).extracting(Series::metric).containsExactly("metric", "half a metric");
            assertThat(comparison.omissions())
                    .allMatch(omission -> omission.reason().contains("interrupted"))
                    .extracting(Omission::scenario)
                    .containsExactly("stop", "next", "hard");
        }
    }

    @Test
    void aScenarioThatFailsDoesNotHinderTheNext() {
        CompareRun run = prepare(false, new Failure(), new Visit("next", false));
        Comparison found = run(run);

        assertThat(hosts).containsOnlyKeys("next");
        assertThat(run.failures()).containsExactly("etcd, title of failure: nobody has won");
        assertThat(found.omissions())
                .containsExactly(new Omission("failure", "", "etcd", Party.OURS, "failed: nobody has won"));
    }
}
