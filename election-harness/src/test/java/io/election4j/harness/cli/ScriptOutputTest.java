/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.ZooKeeperCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the scripts when standard output is full, closed or without a reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptOutputTest {
    private static final String CANNOT = "standard output cannot be written";
    private static final String PIPE_WITHOUT_READER = "mkfifo \"$1\"; exec 3<>\"$1\" 4>\"$1\" 3>&-; ";
    private static final String NO_READER = ">&4";

    private ZooKeeperCluster cluster;
    private Scripts scripts;

    @BeforeAll
    void startServer(@TempDir Path temporary) throws Exception {
        scripts = Scripts.built(temporary.resolve("checkout"));
        cluster = ZooKeeperCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "election status URI quiet",
                "election watch URI quiet --count 1",
                "election backends",
                "election --help",
                "election --version",
                "election lead --help",
                "election compare --help",
                "servers help",
                "servers status",
                "servers start zookeeper"
            })
    void whatCannotBeWrittenIsAFailureInOneSentence(String command) throws Exception {
        String line = command.replace("URI", "'" + cluster.uri("output", Duration.ofSeconds(30)) + "'");
        for (String output : new String[] {">/dev/full", ">&-", NO_READER}) {
            assertFails(line, output);
        }
    }

    private void assertFails(String line, String output) throws Exception {
        Path pipe = scripts.home().resolve("pipe");
        Files.deleteIfExists(pipe);
        Scripts.Outcome outcome = scripts.run(scripts.shell(
                (output.equals(NO_READER) ? PIPE_WITHOUT_READER : "") + "\"$0\"/" + line + " " + output,
                pipe.toString()));
        assertThat(outcome.status()).as(line + output + ": " + outcome).isEqualTo(1);
        assertThat(outcome.err().lines())
                .as(line + output)
                .hasSize(1)
                .allMatch(sentence -> sentence.matches("(election|servers): " + CANNOT + ".*"));
    }

    @Test
    void aClosedPipeIsNoFailure() throws Exception {
        Scripts.Outcome outcome =
                scripts.run(scripts.shell("{ \"$0\"/election backends --format json; echo $? >&2; } | head -n 1"));
        assertThat(outcome.err()).isEqualTo("0\n");
        assertThat(outcome.out()).startsWith("{\"scheme\"").hasLineCount(1);
    }
}
