/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the scripts in a fresh clone. Maven and Java are shell scripts that do what a test says. */
class ScriptBuildTest {
    private static final String FAIL_IF_NOT_ALONE =
            "mkdir \"$0.running\" || { echo '[ERROR] not alone'; exit 1; }; echo x >>\"$0.runs\"; ";
    private static final String BUILT =
            "mkdir -p election-harness/target && echo a.jar >election-harness/target/classpath.txt; ";

    private Path machine;
    private Scripts scripts;

    @BeforeEach
    void cloneAnew(@TempDir Path directory) throws IOException {
        scripts = Scripts.fresh(directory.resolve("clone"));
        machine = Files.createDirectories(directory.resolve("machine"));
        program("java", "[ \"$1\" != -version ] || { echo 'openjdk version \"17.0.1\"' >&2; exit; }; echo ran");
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(machine.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private ProcessBuilder shell(String script, String... arguments) {
        ProcessBuilder builder = scripts.shell(script, arguments);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", machine + ":" + System.getenv("PATH"));
        return builder;
    }

    private Scripts.Outcome run(String line) throws Exception {
        return scripts.run(shell("\"$0\"/" + line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "election                       | 2 |                   | Usage: election",
                "election --help                | 0 | Usage: election   |",
                "election -V                    | 0 | election4j        |",
                "election lead --help           | 0 | lead [OPTIONS]    |",
                "election status etcd x -h      | 0 | election status   |",
                "election lode                  | 2 |                   | the command 'lode' is unknown: there are backends, compare,",
                "election ../help               | 2 |                   | the command '../help' is unknown",
                "election --hepl                | 2 |                   | Unknown option: '--hepl'",
                "billing                        | 2 |                   | Usage: billing",
                "billing --help                 | 0 | Usage: billing    |",
                "billing demo --help            | 0 | billing demo      |",
                "billing --version              | 0 | billing           |",
                "billing dmeo                   | 2 |                   | the command 'dmeo' is unknown: there are audit, demo,",
                "servers                        | 2 |                   | usage: bin/servers install",
                "servers --help                 | 0 | bin/servers start |",
                "servers start                  | 2 |                   | name what to start: etcd, consul or zookeeper",
                "servers start --help           | 0 | SERVICE           |"
            })
    void helpAndRefusalsNeedNoBuild(String line, int status, String out, String err) throws Exception {
        program("mvn", "echo '[ERROR] not needed'; exit 1");
        Scripts.Outcome outcome = run(line);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(status);
        assertThat(outcome.out()).contains(out == null ? "" : out);
        assertThat(outcome.err()).contains(err == null ? "" : err).doesNotContain("Building", "not needed");
    }

    // With the pauses, the log is read while it grows; without, usually when it is complete.
    @ParameterizedTest
    @ValueSource(strings = {"", "sleep 1.5; "})
    void aBuildTellsWhatItDoesAndHowFarItIs(String pause) throws Exception {
        program(
                "mvn",
                "echo '[INFO] Building Election4j API 0.1.0-SNAPSHOT                         [1/2]'; "
                        + "echo 'Downloaded from central: https://host/a.jar (25 MB at 3.1 MB/s)'; "
                        + pause
                        + "echo 'Downloaded from central: https://host/b.jar (900 kB at 3.1 MB/s)'; "
                        + "echo '[INFO] Building Election4j tools 0.1.0-SNAPSHOT                         [2/2]'; "
                        + pause
                        + "echo 'Downloaded from central: https://host/c.jar (5 MB at 3.1 MB/s)'; "
                        + BUILT);
        Scripts.Outcome outcome = run("election backends");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("ran\n");
        assertThat(outcome.err().lines())
                .containsExactly(
                        "Building election-harness, which is needed once and takes some minutes;",
                        "Maven fetches up to 170 MB of libraries that this machine does not have yet:",
                        "  [1/2] Election4j API",
                        "  20 MB fetched",
                        "  [2/2] Election4j tools",
                        "  30 MB fetched");
        Scripts.Outcome again = run("election backends");
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).isEqualTo("ran\n");
        assertThat(scripts.home().resolve("target")).isDirectoryNotContaining("glob:**.lock*");
    }

    @Test
    void aFailedBuildNamesItsCauseAndNoMore() throws Exception {
        program(
                "mvn",
                "echo '[INFO] Building Election4j API 0.1.0-SNAPSHOT [1/2]'; "
                        + "echo 'Downloading from central: https://host/a.jar'; "
                        + "echo '[WARNING] A.java:[40,5] [this-escape] possible escape'; "
                        + "echo '[ERROR] warnings found and -Werror specified'; echo '[ERROR] '; "
                        + "echo '[ERROR] -> [Help 1]'; echo '[ERROR]   mvn <args> -rf :election-api'; exit 1");
        Scripts.Outcome outcome = run("election backends");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("[1/2] Election4j API", "[this-escape]", "-Werror specified", "election: the build failed")
                .doesNotContain("Help 1", "https://host", "mvn <args>");
        assertThat(scripts.home().resolve("target")).isDirectoryNotContaining("glob:**.lock*");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void endingABuildEndsMavenAndItsChildren(String signal, int status) throws Exception {
        Path pids = machine.resolve("pids");
        program("mvn", "sh -c 'echo $$ >>\"$0\"; sleep 600; :' '" + pids + "' & echo $$ >>'" + pids + "'; wait");
        Process script = shell("exec \"$0\"/servers start zookeeper")
                .redirectErrorStream(true)
                .start();
        try {
            Wait.until("Maven runs", () -> Files.readAllLines(pids).size() == 2);
            List<ProcessHandle> running = script.descendants().toList();
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + script.pid())
                    .start()
                    .waitFor();
            assertThat(script.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).isEqualTo(status);
            assertThat(running).isNotEmpty();
            Wait.until("all have ended", () -> running.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(scripts.home().resolve("target")).isDirectoryNotContaining("glob:**.lock*");
        } finally {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
    }

    @Test
    void twoFirstRunsAtOnceBuildOnce() throws Exception {
        Path maven = program("mvn", FAIL_IF_NOT_ALONE + "sleep 2; " + BUILT + "rmdir \"$0.running\"");
        Scripts.Outcome outcome = scripts.run(shell(
                "\"$0\"/election backends >\"$1\" 2>&1 & first=$!; \"$0\"/election backends; second=$?; "
                        + "wait $first || exit; exit $second",
                machine.resolve("first").toString()));
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(Files.readAllLines(Path.of(maven + ".runs"))).hasSize(1);
        assertThat(outcome.err() + Files.readString(machine.resolve("first")))
                .contains("Waiting for the build that process ");
    }

    @Test
    void aBuildThatWasKilledLeavesNoLock() throws Exception {
        program("mvn", BUILT);
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(scripts.home().resolve("target"));
        Files.writeString(scripts.home().resolve("target/build.lock"), dead.pid() + "\n");
        Scripts.Outcome outcome = run("election backends");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(scripts.home().resolve("target")).isDirectoryNotContaining("glob:**.lock*");
    }
}
