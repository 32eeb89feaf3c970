/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.billing.cli.Billing;
import io.election4j.testkit.server.DefaultSignals;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProcessTest {

    private static final long LONGEST_SECONDS = 150;

    @TempDir
    Path folder;

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void everySubscriptionIsChargedExactlyOnceThroughThreeKillsAndAFreeze() throws Exception {
        Path json = folder.resolve("result.json");
        Process demo = start("--subscriptions", "60", "--json", json.toString());

        assertThat(demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(demo.exitValue()).as(output()).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.get("due").asLong()).isEqualTo(60);
        assertThat(result.get("charged").asLong() + result.get("declined").asLong())
                .isEqualTo(60);
        assertThat(result.get("manual").asLong()).isZero();
        assertThat(result.get("duplicates").asLong()).isZero();
        assertThat(result.get("missing").asLong()).isZero();
        assertThat(result.get("exactlyOnce").asBoolean()).isTrue();
        assertThat(result.get("amounts").get(result.get("currency").asText()).asLong())
                .isEqualTo(result.get("amountMinor").asLong())
                .isPositive();
        assertThat(result.get("terms").findValuesAsText("end"))
                .contains("frozen", "retired", "all done")
                .filteredOn("killed"::equals)
                .hasSize(3);
        assertThat(result.get("failovers")).hasSize(result.get("terms").size() - 1);
        assertThat(result.get("terms").findValues("token").stream().map(JsonNode::asLong))
                .isSorted()
                .doesNotHaveDuplicates();
        assertNothingIsLeft();
    }

    @Test
    void ctrlCLeavesNoProcessAndNoFile() throws Exception {
        Process demo = start("--subscriptions", "2000");
        await("a leader", () -> output().contains("leads with token"));
        List<ProcessHandle> children = children(demo);
        assertThat(children).hasSizeGreaterThanOrEqualTo(4);

        new ProcessBuilder("sh", "-c", "kill -INT " + demo.pid()).start().waitFor();

        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).as(output()).isTrue();
        await("the end of every process", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertNothingIsLeft();
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(output()).doesNotContain("unexpected", "\tat ").contains("was stopped; nothing of it is left");
    }

    @Test
    void aDemonstrationThatIsKilledLeavesNoReplicaBehind() throws Exception {
        Process demo = start("--subscriptions", "2000");
        await("a leader", () -> output().contains("leads with token"));
        List<ProcessHandle> children = children(demo);

        demo.destroyForcibly();

        await("the end of every process", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Billing.class.getName(),
                                "demo"),
                        Stream.of(arguments))
                .toList();
        Process demo = new ProcessBuilder(DefaultSignals.command(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        started.add(demo.toHandle());
        return demo;
    }

    private List<ProcessHandle> children(Process demo) {
        List<ProcessHandle> children = demo.descendants().toList();
        started.addAll(children);
        return children;
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("billing-demo-"));
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException none) {
            return "";
        }
    }

    private void await(String what, Callable<Boolean> condition) {
        try {
            Wait.until(Duration.ofSeconds(60), what, condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("the demo said: " + output(), late);
        }
    }
}
