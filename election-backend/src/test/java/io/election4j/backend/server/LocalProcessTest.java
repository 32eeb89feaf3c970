/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    @Nullable
    Path directory;

    private LocalProcess start(String script) {
        return LocalProcess.start("demo", directory(), List.of("sh", "-c", script), Map.of("GREETING", "hello"));
    }

    private Path directory() {
        return Objects.requireNonNull(directory);
    }

    @Test
    void aServerRunsInItsDirectoryWithItsEnvironmentAndLog() throws Exception {
        try (LocalProcess server = start("echo $GREETING; pwd; echo $$ >pid; exec sleep 1000")) {
            server.awaitReady(PATIENCE, () -> Files.size(directory().resolve("pid")) > 0);
            assertThat(server.isAlive()).isTrue();
            assertThat(server.lastLines(9))
                    .containsExactly("hello", directory().toRealPath().toString());
            assertThat(Files.readString(directory().resolve("pid")).strip()).isEqualTo(String.valueOf(server.pid()));
            server.kill();
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aServerThatEndsBeforeItIsReadyIsReportedAtOnceWithItsLog() {
        try (LocalProcess server = start("echo no such option; exit 3")) {
            assertThatThrownBy(() -> server.awaitReady(PATIENCE, () -> false))
                    .isInstanceOf(ElectionException.class)
                    .hasMessage("demo has ended with status 3 before it was ready; its log "
                            + directory().resolve("demo.log") + " ends with:\nno such option")
                    .hasNoCause()
                    .extracting("kind")
                    .isEqualTo(Kind.INVALID);
        }
    }

    @Test
    void anOccupiedPortIsReportedAsTheCause() {
        try (LocalProcess server = start("echo 'listen tcp: bind: Address already in use'; exit 1")) {
            assertThatThrownBy(() -> server.awaitReady(PATIENCE, () -> false)).hasCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void theLogOfAnEarlierRunIsIgnored() {
        try (LocalProcess first = start("echo address already in use; exit 1")) {
            assertThatThrownBy(() -> first.awaitReady(PATIENCE, () -> false)).hasCauseInstanceOf(BindException.class);
        }
        try (LocalProcess second = start("exit 1")) {
            assertThatThrownBy(() -> second.awaitReady(PATIENCE, () -> false)).hasNoCause();
        }
    }

    @Test
    void aServerThatIsNeverReadyIsReportedWhenTheTimeIsUp() {
        try (LocalProcess server = start("exec sleep 1000")) {
            assertThatThrownBy(() -> server.awaitReady(Duration.ofSeconds(1), () -> {
                        throw new IllegalStateException("not yet");
                    }))
                    .hasMessage("demo is not ready after 1 s; its log "
                            + directory().resolve("demo.log") + " is empty");
        }
    }

    @Test
    void aServerMayEndInAnOrderlyWay() {
        try (LocalProcess server = start("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done")) {
            server.awaitReady(PATIENCE, () -> server.lastLines(1).contains("up"));
            server.stop(PATIENCE);
            assertThat(server.lastLines(1)).containsExactly("bye");
        }
    }

    @Test
    void aServerThatIgnoresTheRequestToEndIsKilled() {
        try (LocalProcess server = start("trap '' TERM; echo up; while :; do sleep 0.05; done")) {
            server.awaitReady(PATIENCE, () -> server.lastLines(1).contains("up"));
            server.stop(Duration.ofMillis(200));
            assertThat(server.isAlive()).isFalse();
        }
    }

    @Test
    void aProgramThatIsMissingIsNamed() {
        try (LocalProcess server = LocalProcess.start("demo", directory(), List.of("/no/such/program"), Map.of())) {
            assertThatThrownBy(() -> server.awaitReady(PATIENCE, () -> false)).hasMessageContaining("/no/such/program");
        }
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(directory().resolve("file"), "x");
        assertThatThrownBy(() -> LocalProcess.start("demo", file, List.of("true"), Map.of()))
                .isInstanceOf(ElectionException.class)
                .hasMessageStartingWith("demo cannot be started in " + file + ": ");
    }
}
