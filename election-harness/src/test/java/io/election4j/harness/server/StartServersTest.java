/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code bin/servers start}. */
class StartServersTest {
    private static final Pattern SERVER = Pattern.compile("zookeeper-1 (\\d+)");

    @TempDir
    @Nullable
    Path directory;

    private ServerProcess command(String... arguments) throws Exception {
        Path temporary = Files.createDirectories(temporary());
        return ServerProcess.ofJava(
                        "command",
                        Objects.requireNonNull(directory),
                        List.of("-Djava.io.tmpdir=" + temporary),
                        StartServers.class.getName(),
                        List.of(arguments))
                .readyWhen(() -> output().contains("Ctrl-C stops everything"));
    }

    private Path temporary() {
        return Objects.requireNonNull(directory).resolve("tmp");
    }

    private String output() throws Exception {
        return Files.readString(Objects.requireNonNull(directory).resolve("command.log"));
    }

    private ProcessHandle server() throws Exception {
        Matcher found = SERVER.matcher(output());
        assertThat(found.find()).isTrue();
        return ProcessHandle.of(Long.parseLong(found.group(1))).orElseThrow();
    }

    private void assertNothingIsLeft(ProcessHandle server) {
        assertThat(server.isAlive()).isFalse();
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void theServerRunsUntilTheCommandIsToldToEnd() throws Exception {
        try (ServerProcess command = command("zookeeper")) {
            command.start();
            command.awaitReady();
            assertThat(output()).containsPattern("zookeeper://127\\.0\\.0\\.1:\\d+/demo");
            ProcessHandle server = server();
            assertThat(server.isAlive()).isTrue();
            command.stop();
            assertNothingIsLeft(server);
        }
    }

    @Test
    void theCommandEndsWhenAServerDies() throws Exception {
        try (ServerProcess command = command("zookeeper", "--cluster", "3")) {
            command.start();
            command.awaitReady();
            ProcessHandle server = server();
            server.destroyForcibly();
            Wait.until("the command ends", () -> !command.isAlive());
            assertThat(output()).contains("servers: zookeeper-1 has died; its log ends with:");
            assertNothingIsLeft(server);
        }
    }

    @Test
    void anEvenNumberOfServersIsRefused() throws Exception {
        try (ServerProcess command = command("zookeeper", "--cluster", "2")) {
            command.start();
            Wait.until("the command ends", () -> !command.isAlive());
            assertThat(output()).contains("--cluster must be 1, 3 or 5, not 2");
        }
    }
}
