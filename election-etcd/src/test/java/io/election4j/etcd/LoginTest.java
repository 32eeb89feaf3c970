/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.SecretRotation;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tests users, roles and passwords, on a server whose tokens expire after five seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginTest {
    private static final Duration TTL = Duration.ofSeconds(3);
    private static final String CANARY = "canary-5d2f";
    private static final String CANARY_IN_FRAMES = HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8));

    private EtcdCluster cluster;
    private Path password;
    private Path wrongPassword;

    @BeforeAll
    void startServer(@TempDir Path directory) throws IOException {
        cluster = new EtcdSetup()
                .rootPassword("root-password")
                .arguments("--auth-token=simple", "--auth-token-ttl=5", "--bcrypt-cost=4")
                .start(1, directory.resolve("server"));
        password = Files.writeString(directory.resolve("password"), CANARY + "\n");
        wrongPassword = Files.writeString(directory.resolve("wrong"), CANARY + "-wrong");
        cluster.ctl("role", "add", "writer");
        cluster.ctl("role", "grant-permission", "writer", "readwrite", "login/", "--prefix");
        cluster.ctl("role", "add", "reader");
        cluster.ctl("role", "grant-permission", "reader", "read", "login/", "--prefix");
        for (String user : List.of("billing", "revoked")) {
            cluster.ctl("user", "add", user + ":" + CANARY);
            cluster.ctl("user", "grant-role", user, "writer");
        }
        cluster.ctl("user", "add", "guest:" + CANARY);
        cluster.ctl("user", "grant-role", "guest", "reader");
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private String uri(String user, Path file) {
        return cluster.uri("login", TTL) + "&username=" + user + "&password-file=" + file;
    }

    @Test
    void aUserWithARoleForTheNamespaceTakesPart() {
        Connecting.works(uri("billing", password), TTL);
    }

    @Test
    void aTermOutlivesTheServicesTokens() throws Exception {
        try (Backend backend = Connecting.to(uri("billing", password));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "long", "a", TTL)) {
            leader.awaitToken();
            Wait.during(Duration.ofSeconds(7), "the seat is held", () -> !leader.isLost());
            leader.awaitRenewals(2);
            leader.leave();
        }
    }

    @Test
    void aWrongPasswordIsRefusedInOneSentence() {
        assertRefused(uri("billing", wrongPassword), "does not accept the credentials of the user billing");
    }

    @Test
    void aClientWithoutAUserIsRefused() {
        assertRefused(cluster.uri("login", TTL), "does not accept the credentials of a client without username=");
    }

    @Test
    void aReadOnlyUserIsRefused() {
        assertRefused(uri("guest", password), "does not let the user guest use the keys under login/");
    }

    @Test
    void aReadOnlyUserCanWatch() {
        try (Backend leading = Connecting.to(uri("billing", password));
                RenewedCampaign leader = RenewedCampaign.stand(leading, "seen", "a", TTL);
                Backend watching = Connecting.to(uri("guest", password))) {
            leader.awaitToken();
            Wait.until("the leader is seen", () -> Wait.of(watching.leaderOtherThan("seen", java.util.Optional.empty()))
                    .isPresent());
            leader.leave();
        }
    }

    @Test
    void rightsThatAreTakenAwayMidTermEndTheProofs() {
        try (Backend backend = Connecting.to(uri("revoked", password));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "revoked", "a", TTL)) {
            leader.awaitToken();
            leader.awaitRenewals(1);
            cluster.ctl("user", "revoke-role", "revoked", "writer");
            Wait.until(
                    "refusal",
                    () -> leader.failure() instanceof ElectionException problem && problem.kind() == Kind.REFUSED);
            assertThat(leader.failure()).hasMessageContaining("does not let the user revoked use");
        }
    }

    @Test
    void theLastValidPasswordIsUsedWhileItsFileIsInvalid(@TempDir Path own) throws Exception {
        Path file = Files.copy(password, own.resolve("password"));
        try (FaultProxy line = new FaultProxy(port());
                Backend backend = Connecting.to(
                        "etcd://127.0.0.1:" + line.port() + "/login?ttl=20s&username=billing&password-file=" + file)) {
            SecretRotation.keepsWhatTheFileHeldLast(backend, file, () -> {
                line.cut();
                line.mend();
            });
        }
    }

    private int port() {
        return Integer.parseInt(cluster.hosts().substring(cluster.hosts().lastIndexOf(':') + 1));
    }

    @Test
    void aPasswordThatIsChangedOnTheServerAndThenInItsFileLetsTheProcessLeadAgain(@TempDir Path own) throws Exception {
        Path file = Files.copy(password, own.resolve("password"));
        cluster.ctl("user", "add", "changing:" + CANARY);
        cluster.ctl("user", "grant-role", "changing", "writer");
        try (Backend backend = Connecting.to(uri("changing", file));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "changed", "a", TTL)) {
            leader.awaitToken();
            cluster.ctl("user", "delete", "changing");
            cluster.ctl("user", "add", "changing:" + CANARY + "-next");
            cluster.ctl("user", "grant-role", "changing", "writer");
            Wait.until("is told why", () -> String.valueOf(leader.failure())
                    .contains("does not accept the credentials of the user changing"));
            Files.writeString(file, CANARY + "-next\n");
            SecretRotation.leadsAgain(backend, "changed-again");
        }
    }

    @Test
    void noPasswordIsEverLogged() {
        Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
        Logger library = root.getLoggerContext().getLogger("io.etcd");
        Logger grpc = root.getLoggerContext().getLogger("io.grpc");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> everything = new ListAppender<>();
        everything.start();
        root.addAppender(everything);
        root.setLevel(Level.DEBUG);
        library.setLevel(Level.DEBUG);
        grpc.setLevel(Level.DEBUG);
        try {
            Connecting.works(uri("billing", password), TTL);
            assertRefused(uri("billing", wrongPassword), "credentials");
        } finally {
            root.setLevel(before);
            library.setLevel(Level.OFF);
            grpc.setLevel(Level.OFF);
            root.detachAppender(everything);
        }
        assertThat(List.copyOf(everything.list)).isNotEmpty().allSatisfy(event -> assertThat(textOf(event))
                .doesNotContain(CANARY)
                .doesNotContain(CANARY_IN_FRAMES)
                .doesNotContain("token: "));
        assertThat(BackendUri.parse(uri("billing", password)).toString()).doesNotContain(CANARY);
        assertThat(EtcdSettings.of(BackendUri.parse(uri("billing", password))).toString())
                .doesNotContain(CANARY);
    }

    private static String textOf(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : ch.qos.logback.classic.spi.ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private static void assertRefused(String uri, String sentence) {
        try (Backend backend = Connecting.to(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "e", "a", TTL)) {
            Throwable reason = Wait.failureOf(candidate.campaign().won());
            assertThat(reason).isInstanceOf(ElectionException.class).hasMessageContaining(sentence);
            assertThat(((ElectionException) reason).kind()).isEqualTo(Kind.REFUSED);
            assertThat(reason.getMessage()).doesNotContain(CANARY);
        }
    }
}
