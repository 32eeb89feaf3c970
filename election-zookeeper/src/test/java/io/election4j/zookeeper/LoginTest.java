/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.backend.credentials.Login;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tests elections that are open to one user only. */
class LoginTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final String SECRET = "canary-4711";
    private static final ACL ALL_FOR_OWNER = new ACL(Perms.ALL, Ids.AUTH_IDS);
    private static final ACL READ_FOR_ALL = new ACL(Perms.READ, Ids.ANYONE_ID_UNSAFE);

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
    void aClientWithThePasswordStandsForElection() throws Exception {
        try (Backend one = connect(uri(SECRET));
                Backend two = connect(uri(SECRET));
                RenewedCampaign leader = RenewedCampaign.stand(one, "e", "a", TTL)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(two, "e", "b", TTL)) {
                next.awaitRenewals(1);
                leader.leave();
                next.awaitToken();
            }
        }
    }

    @Test
    void aWrongPasswordIsRefusedInOneSentenceThatDoesNotRepeatIt() throws Exception {
        try (Backend insider = connect(uri(SECRET));
                RenewedCampaign leader = RenewedCampaign.stand(insider, "e", "a", TTL)) {
            leader.awaitToken();
            try (Backend outsider = connect(uri("canary-0815"))) {
                assertRefused(outsider, "the user billing");
            }
            assertThat(leader.isLost()).isFalse();
        }
    }

    @Test
    void aClientWithoutAPasswordIsRefused() throws Exception {
        try (Backend insider = connect(uri(SECRET));
                RenewedCampaign leader = RenewedCampaign.stand(insider, "e", "a", TTL)) {
            leader.awaitToken();
            try (Backend outsider = connect(BackendUri.parse(plainUri()))) {
                assertRefused(outsider, "without username= and password-file=");
                assertThat(Wait.failureOf(outsider.leaderOtherThan("e", Optional.empty())))
                        .hasMessageMatching(".* does not let .* use /closed/e.*");
            }
        }
    }

    private static void assertRefused(Backend outsider, String reason) {
        try (RenewedCampaign refused = RenewedCampaign.stand(outsider, "e", "x", TTL)) {
            assertThat(Wait.failureOf(refused.campaign().won()))
                    .isInstanceOf(ElectionException.class)
                    .hasMessageMatching(".* does not let .* use /closed/e.*")
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("canary")
                    .extracting("kind")
                    .isEqualTo(Kind.REFUSED);
        }
    }

    @Test
    void aReadOnlyClientIsRefused() throws Exception {
        try (Backend insider = connect(uri(SECRET));
                RenewedCampaign leader = RenewedCampaign.stand(insider, "e", "a", TTL);
                CuratorFramework owner = plainClient(SECRET)) {
            leader.awaitToken();
            owner.setACL().withACL(List.of(ALL_FOR_OWNER, READ_FOR_ALL)).forPath("/closed/e");
            try (Backend reader = connect(BackendUri.parse(plainUri()))) {
                assertRefused(reader, "without username= and password-file=");
            }
        }
    }

    @Test
    void rightsWithdrawnDuringATermAreNamedAndDisturbNoOtherElection() throws Exception {
        try (Backend backend = connect(uri(SECRET));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "e", "a", TTL);
                RenewedCampaign other = RenewedCampaign.stand(backend, "other", "a", TTL);
                CuratorFramework owner = plainClient(SECRET)) {
            leader.awaitToken();
            other.awaitToken();
            String node =
                    "/closed/e/" + owner.getChildren().forPath("/closed/e").get(0);
            owner.setACL().withACL(List.of(new ACL(Perms.ADMIN, Ids.AUTH_IDS))).forPath(node);
            leader.awaitFailure();
            assertThat(leader.failure())
                    .hasMessageEndingWith(
                            "does not let the user billing use " + node + ": the right r, to read, is missing")
                    .extracting("kind")
                    .isEqualTo(Kind.REFUSED);
            other.awaitRenewals(2);
            owner.setACL().withACL(List.of(ALL_FOR_OWNER)).forPath(node);
            leader.awaitRenewals(1);
        }
    }

    @Test
    void whatIsCreatedBelongsToItsCreatorOnly() throws Exception {
        try (Backend backend = connect(uri(SECRET));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "e", "a", TTL);
                CuratorFramework owner = plainClient(SECRET)) {
            leader.awaitToken();
            String node =
                    "/closed/e/" + owner.getChildren().forPath("/closed/e").get(0);
            for (String path : List.of("/closed", "/closed/e", node)) {
                assertThat(owner.getACL().forPath(path))
                        .as("rights to " + path)
                        .singleElement()
                        .satisfies(right -> {
                            assertThat(right.getId().getScheme()).isEqualTo("digest");
                            assertThat(right.getId().getId()).startsWith("billing:");
                        });
            }
        }
    }

    private CuratorFramework plainClient(String password) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(Objects.requireNonNull(server).address())
                .retryPolicy(new RetryOneTime(100))
                .authorization("digest", ("billing:" + password).getBytes(StandardCharsets.UTF_8))
                .build();
        client.start();
        return client;
    }

    /** Tests a correct and a wrong password, with all logs at DEBUG. */
    @Test
    void noLogShowsAPassword() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        List<Logger> loggers = Stream.of("io.election4j", "org.apache.zookeeper", "org.apache.curator")
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        lines.start();
        loggers.forEach(each -> {
            each.setLevel(Level.DEBUG);
            each.setAdditive(false);
            each.addAppender(lines);
        });
        try {
            aClientWithThePasswordStandsForElection();
            aWrongPasswordIsRefusedInOneSentenceThatDoesNotRepeatIt();
        } finally {
            loggers.forEach(each -> {
                each.detachAppender(lines);
                each.setAdditive(true);
                each.setLevel(each.getName().startsWith("org") ? Level.OFF : null);
            });
        }
        String log = List.copyOf(lines.list).stream().map(LoginTest::text).collect(Collectors.joining("\n"));
        assertThat(log).contains("connected to ZooKeeper").doesNotContain("canary");
        assertThat(ProcessHandle.current().info().commandLine().orElse("")).doesNotContain("canary");
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    @Test
    void noTextShowsThePassword() throws Exception {
        assertThat(Login.of(uri(SECRET)).orElseThrow().toString()).isEqualTo("billing:***");
        assertThat(ZooKeeperSettings.ofServers(uri(SECRET)).toString()).doesNotContain(SECRET);
    }
}
