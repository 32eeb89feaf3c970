/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {

    @TempDir
    @Nullable
    Path directory;

    private Path directory() {
        return Objects.requireNonNull(directory);
    }

    /** A program that repeatedly adds a line to its output. */
    private ServerProcess counter() {
        return ServerProcess.of("counter", directory(), List.of("sh", "-c", "while :; do echo $WORD; sleep 0.01; done"))
                .withEnvironment(Map.of("WORD", "tick"));
    }

    private static long size(ServerProcess server) throws Exception {
        return Files.size(server.log());
    }

    private static void awaitOutput(ServerProcess server) throws Exception {
        long before = size(server);
        Wait.until("more output", () -> size(server) > before);
    }

    @Test
    void aKilledServerCanBeStartedAgain() throws Exception {
        try (ServerProcess server = counter()) {
            server.start();
            awaitOutput(server);
            long first = server.pid();
            server.kill();
            assertThat(server.isAlive()).isFalse();
            assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
            server.start();
            assertThat(server.pid()).isNotEqualTo(first);
            awaitOutput(server);
            assertThatThrownBy(server::start).hasMessage("counter runs already");
        }
    }

    @Test
    void aFrozenServerStandsStillUntilItIsThawed() throws Exception {
        try (ServerProcess server = counter()) {
            server.start();
            awaitOutput(server);
            server.freeze();
            assertThat(server.isAlive()).isTrue();
            long frozen = size(server);
            Wait.during(Duration.ofMillis(200), "no output", () -> size(server) - frozen <= "tick\n".length());
            server.thaw();
            awaitOutput(server);
        }
    }

    @Test
    void aFrozenServerCanBeStoppedAndKilled() {
        try (ServerProcess server = counter()) {
            server.start();
            server.freeze();
            server.stop();
            assertThat(server.isAlive()).isFalse();
            server.start();
            server.freeze();
            server.kill();
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aServerThatEndsInsteadOfBeingReadyFailsAtOnce() {
        try (ServerProcess server = ServerProcess.of(
                        "broken", directory(), List.of("sh", "-c", "echo no space; exit 7"))
                .readyWhen(() -> false)) {
            server.start();
            assertThatThrownBy(server::awaitReady)
                    .isInstanceOf(ElectionException.class)
                    .hasMessageContaining("status 7")
                    .hasMessageEndingWith("no space");
        }
    }

    @Test
    void aServerEndsWhenTheProcessThatStartedItIsKilled() throws Exception {
        ServerProcess parent = ServerProcess.ofJava(
                "parent",
                directory(),
                List.of(),
                Parent.class.getName(),
                List.of(directory().toString()));
        Path pidFile = directory().resolve("child.pid");
        parent.start();
        try (parent) {
            Wait.until("the server runs", () -> Files.size(pidFile) > 0);
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readString(pidFile).strip()))
                    .orElseThrow();
            assertThat(server.isAlive()).isTrue();
            parent.kill();
            server.onExit().get(Wait.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(server.isAlive()).isFalse();
        }
    }

    /** Starts a server and waits until it is killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            ServerProcess server = ServerProcess.of(
                    "child", directory, List.of("sh", "-c", "trap '' HUP INT TERM; sleep 1000 & wait"));
            server.start();
            Path half = Files.writeString(directory.resolve("half.pid"), Long.toString(server.pid()));
            Files.move(half, directory.resolve("child.pid"));
            Thread.currentThread().join();
        }
    }
}
