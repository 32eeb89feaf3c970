/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.support.Login;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elections that are open to one user only. */
class LoginTest {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final String SECRET = "canary-4711";

    @TempDir
    @Nullable
    Path directory;

    private @Nullable EmbeddedServer server;

    @BeforeEach
    void start() {
        server = EmbeddedServer.temporary();
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(server).close();
    }

    private BackendUri uri(String password) throws Exception {
        Path file = Objects.requireNonNull(directory).resolve("password-" + password.hashCode());
        Files.writeString(file, password + "\n");
        return BackendUri.parse(plainUri() + "&username=billing&password-file=" + file);
    }

    private String plainUri() {
        return Objects.requireNonNull(server).uri() + "/closed?ttl=" + TTL.toMillis() + "ms";
    }

    private static Backend connect(BackendUri uri) {
        return new ZooKeeperProvider().connect(uri);
    }

    @Test
    void whoKnowsThePasswordStandsForElection() throws Exception {
        try (Backend one = connect(uri(SECRET));
                Backend two = connect(uri(SECRET));
                Renewed leader = Renewed.stand(one, "e", "a", TTL)) {
            leader.awaitToken();
            try (Renewed next = Renewed.stand(two, "e", "b", TTL)) {
                next.awaitRenewals(1);
                leader.leave();
                next.awaitToken();
            }
        }
    }

    @Test
    void aWrongPasswordIsRefusedInOneSentenceThatDoesNotRepeatIt() throws Exception {
        try (Backend insider = connect(uri(SECRET));
                Renewed leader = Renewed.stand(insider, "e", "a", TTL)) {
            leader.awaitToken();
            try (Backend outsider = connect(uri("canary-0815"))) {
                assertRefused(outsider, "of the user billing");
            }
            assertThat(leader.isLost()).isFalse();
        }
    }

    @Test
    void aClientWithoutAPasswordIsRefused() throws Exception {
        try (Backend insider = connect(uri(SECRET));
                Renewed leader = Renewed.stand(insider, "e", "a", TTL)) {
            leader.awaitToken();
            try (Backend outsider = connect(BackendUri.parse(plainUri()))) {
                assertRefused(outsider, "without username= and password-file=");
                assertThat(Wait.failureOf(outsider.leaderOtherThan("e", Optional.empty())))
                        .hasMessageContaining("forbids the use of /closed/e");
            }
        }
    }

    private static void assertRefused(Backend outsider, String reason) {
        try (Renewed refused = Renewed.stand(outsider, "e", "x", TTL)) {
            assertThat(Wait.failureOf(refused.campaign().won()))
                    .isInstanceOf(ElectionException.class)
                    .hasMessageContaining("forbids the use of /closed/e")
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("canary")
                    .extracting("kind")
                    .isEqualTo(Kind.REFUSED);
        }
    }

    @Test
    void noTextShowsThePassword() throws Exception {
        assertThat(Login.of(uri(SECRET)).orElseThrow().toString()).isEqualTo("billing:***");
        assertThat(ClientSettings.ofServers(uri(SECRET)).toString()).doesNotContain(SECRET);
    }
}
