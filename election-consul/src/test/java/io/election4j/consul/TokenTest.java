/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.SecretRotation;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tests what tokens allow and forbid, and that they are not shown. */
class TokenTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final JsonMapper JSON = new JsonMapper();

    /** The policy with all rights that a candidate needs. */
    private static final String STAND = "key_prefix \"apps/\" {policy=\"write\"} session_prefix \"\" {policy=\"write\"}"
            + " service \"election4j\" {policy=\"write\"}";

    private static final String STAND_WITHOUT_CHECK =
            "key_prefix \"apps/\" {policy=\"write\"} session_prefix \"\" {policy=\"write\"}";
    private static final String READ = "key_prefix \"apps/\" {policy=\"read\"} session_prefix \"\" {policy=\"read\"}"
            + " service_prefix \"\" {policy=\"read\"}";

    @TempDir
    static @Nullable Path directory;

    private static @Nullable ConsulCluster servers;

    /** How long a candidate that must not lose its seat is watched: longer than any release waits for an answer. */
    private static final Duration LONG_ENOUGH = TTL.multipliedBy(3);

    private record Token(String accessor, String secret, String policy) {}

    @BeforeAll
    static void startServers(@TempDir Path home) {
        servers = new ConsulSetup().tokenForEverything(UUID.randomUUID()).start(1, home);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private static Token token(String rules) throws Exception {
        String name = "policy-" + UUID.randomUUID();
        String id = JSON.readTree(servers().call("PUT", "/v1/acl/policy", policy(name, rules)))
                .path("ID")
                .asText();
        var answer =
                JSON.readTree(servers().call("PUT", "/v1/acl/token", "{\"Policies\":[{\"Name\":\"" + name + "\"}]}"));
        return new Token(
                answer.path("AccessorID").asText(), answer.path("SecretID").asText(), id);
    }

    private static String policy(String name, String rules) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Name", name)
                .put("Rules", rules)
                .toString();
    }

    private static Path file(String secret) throws Exception {
        Path file = Objects.requireNonNull(directory).resolve("token-" + UUID.randomUUID());
        return Files.writeString(file, secret + "\n");
    }

    private static Backend connect(Path file, String options) {
        return new ConsulProvider()
                .connect(BackendUri.parse(servers().uri("apps/billing", TTL) + "&token-file=" + file + options));
    }

    private static void assertStands(Backend backend, String election) {
        try (backend;
                RenewedCampaign leader = RenewedCampaign.stand(backend, election, "a", TTL)) {
            leader.awaitToken();
            leader.awaitRenewals(2);
            leader.leave();
        }
    }

    private static void assertRefused(Backend backend, String message) {
        try (backend;
                RenewedCampaign outsider = RenewedCampaign.stand(backend, "refused", "outsider", TTL)) {
            Wait.until("is told why", () -> String.valueOf(outsider.failure()).contains(message));
            assertThat(outsider.failure())
                    .isInstanceOf(ElectionException.class)
                    .extracting("kind")
                    .isEqualTo(Kind.REFUSED);
            assertThat(outsider.hasWon()).isFalse();
        }
    }

    @Test
    void theRightsThatTheDocumentationNamesSuffice() throws Exception {
        assertStands(connect(file(token(STAND).secret()), ""), "minimal");
    }

    @Test
    void withoutACheckTheRightOnTheServiceIsNotNeeded() throws Exception {
        assertStands(connect(file(token(STAND_WITHOUT_CHECK).secret()), "&session=ttl"), "minimal-ttl");
    }

    @Test
    void aRefusedCheckIsReportedWithTheOptionThatNeedsNone() throws Exception {
        assertRefused(connect(file(token(STAND_WITHOUT_CHECK).secret()), ""), "(session=ttl needs no check)");
    }

    @Test
    void aReadOnlyTokenIsRefused() throws Exception {
        Path file = file(token(READ).secret());
        assertRefused(connect(file, "&session=ttl"), "does not let the token in " + file + " use a session");
    }

    @Test
    void aTokenForOtherKeysIsRefused() throws Exception {
        Path file = file(token(STAND.replace("apps/", "others/")).secret());
        assertRefused(connect(file, ""), "use the key apps/billing/refused/.lock");
    }

    @Test
    void anUnknownTokenIsNotAccepted() throws Exception {
        Path file = file(UUID.randomUUID().toString());
        assertRefused(connect(file, ""), "does not accept the credentials of the token in " + file);
    }

    @Test
    void withoutATokenNothingIsAllowed() {
        Backend backend =
                new ConsulProvider().connect(BackendUri.parse(servers().uri("apps/billing", TTL)));
        assertRefused(backend, "does not let a client without token-file= use");
    }

    @Test
    void aTokenThatIsRevokedEndsTheTermAndAnotherCandidateWins() throws Exception {
        Token revoked = token(STAND);
        try (Backend first = connect(file(revoked.secret()), "");
                Backend second = connect(file(token(STAND).secret()), "");
                RenewedCampaign leader = RenewedCampaign.stand(first, "revoked", "leader", TTL)) {
            long token = leader.awaitToken();
            RenewedCampaign next = RenewedCampaign.stand(second, "revoked", "next", TTL);
            next.awaitRenewals(1);
            servers().call("DELETE", "/v1/acl/token/" + revoked.accessor(), "");
            leader.awaitFailure();
            // the agent cannot report the check with that token; the session ends by itself, after 10 to 20 s
            assertThat(next.campaign().won()).succeedsWithin(Duration.ofSeconds(45));
            assertThat(next.awaitToken()).isGreaterThan(token);
            next.leave();
        }
    }

    @Test
    void aRefusedReleaseEndsNoOtherTermOfItsSession() throws Exception {
        Token token = token(STAND);
        try (Backend backend = connect(file(token.secret()), "");
                RenewedCampaign first = RenewedCampaign.stand(backend, "first", "a", TTL);
                RenewedCampaign second = RenewedCampaign.stand(backend, "second", "a", TTL);
                RenewedCampaign locked = RenewedCampaign.stand(backend, "locked", "a", TTL)) {
            first.awaitToken();
            second.awaitToken();
            locked.awaitToken();
            String rules = STAND + " key_prefix \"apps/billing/locked/\" {policy=\"read\"}";
            servers().call("PUT", "/v1/acl/policy/" + token.policy(), policy("p-" + UUID.randomUUID(), rules));
            locked.stop();
            assertThat(Wait.failureOf(locked.campaign().leave()))
                    .hasMessageContaining("use the key apps/billing/locked/.lock");
            Wait.during(LONG_ENOUGH, "the others stand", () -> !first.isLost() && !second.isLost());
            first.awaitRenewals(1);
            second.awaitRenewals(1);
            first.leave();
            second.leave();
            // no other campaign needs the session any more, so it ends, and that releases the seat
            try (Backend other = connect(file(token(STAND).secret()), "");
                    RenewedCampaign next = RenewedCampaign.stand(other, "locked", "next", TTL)) {
                assertThat(next.campaign().won()).succeedsWithin(Duration.ofSeconds(45));
                next.leave();
            }
        }
    }

    @Test
    void aTokenThatIsReplacedInItsFileKeepsTheTerm() throws Exception {
        Token old = token(STAND);
        Path file = file(old.secret());
        try (Backend backend = connect(file, "");
                RenewedCampaign leader = RenewedCampaign.stand(backend, "rotated", "leader", TTL)) {
            leader.awaitToken();
            Files.writeString(file, token(STAND).secret() + "  \n"); // changes the length, because clocks may be coarse
            leader.awaitRenewals(2);
            servers().call("DELETE", "/v1/acl/token/" + old.accessor(), "");
            leader.awaitRenewals(6);
            assertThat(leader.isLost()).isFalse();
            leader.leave();
        }
    }

    @Test
    void theLastValidTokenIsUsedWhileItsFileIsInvalid() throws Exception {
        Path file = file(token(STAND).secret());
        try (Backend backend = connect(file, "")) {
            SecretRotation.keepsWhatTheFileHeldLast(backend, file, () -> {});
        }
    }

    @Test
    void aTokenThatIsRevokedAndReplacedLetsTheProcessLeadAgain() throws Exception {
        Token revoked = token(STAND);
        Path file = file(revoked.secret());
        try (Backend backend = connect(file, "");
                RenewedCampaign leader = RenewedCampaign.stand(backend, "revoked-and-replaced", "a", TTL)) {
            leader.awaitToken();
            servers().call("DELETE", "/v1/acl/token/" + revoked.accessor(), "");
            Wait.until("is told why", () -> String.valueOf(leader.failure())
                    .contains("does not accept the credentials of the token in " + file));
            Files.writeString(file, token(STAND).secret());
            SecretRotation.leadsAgain(backend, "replaced");
        }
    }

    @Test
    void aFileThatHoldsMoreThanATokenIsRefusedBeforeAnythingIsSent() throws Exception {
        String secret = token(STAND).secret();
        for (String content : List.of(secret + "\nsecond", secret + "\u0000", secret + "\u00e9")) {
            Path file = file(content);
            assertThatThrownBy(() -> connect(file, ""))
                    .isInstanceOf(ElectionException.class)
                    .hasMessageContaining("the token file " + file + " h")
                    .hasMessageNotContaining(secret);
        }
        assertStands(connect(file("\uFEFF" + secret), ""), "marked");
    }

    @Test
    void neitherTokensNorSessionsShowInAnyLogOrMessage() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        Token token = token(STAND);
        String session;
        String failures;
        try (Backend backend = connect(file(token.secret()), "");
                RenewedCampaign leader = RenewedCampaign.stand(backend, "canary", "leader", TTL)) {
            leader.awaitToken();
            var answer = JSON.readTree(servers().call("GET", "/v1/kv/apps/billing/canary/.lock", ""));
            session = answer.path(0).path("Session").asText();
            servers().call("PUT", "/v1/session/destroy/" + session, "");
            Wait.of(leader.campaign().lost());
            servers().call("DELETE", "/v1/acl/token/" + token.accessor(), "");
            leader.awaitFailure();
            failures = leader.failure() + backend.toString();
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(session).hasSize(36);
        assertThat(failures).doesNotContain(token.secret(), session);
        assertThat(List.copyOf(log.list)).allSatisfy(event -> assertThat(event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .doesNotContain(token.secret(), session));
    }
}
