/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what happens to a seat when the check that shows that its holder lives changes or fails. */
class CheckTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static @Nullable ConsulCluster servers;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = ConsulCluster.start(1, directory);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private static Backend connect(int port, String namespace) {
        return new ConsulProvider()
                .connect(BackendUri.parse(
                        "consul://127.0.0.1:" + port + "/" + namespace + "?ttl=" + TTL.toMillis() + "ms"));
    }

    private static int port() {
        return ForeignClient.portOf(servers(), 0);
    }

    /** Finds the service that represents a connection, by its namespace. */
    private static String serviceOf(String namespace) throws Exception {
        for (var service : new JsonMapper().readTree(servers().call("GET", "/v1/agent/services", ""))) {
            if (service.path("Meta").path("namespace").asText().equals(namespace + "/")) {
                return service.path("ID").asText();
            }
        }
        throw new AssertionError("no service for " + namespace);
    }

    private interface Tampering {
        void changeCheck(String service) throws Exception;
    }

    private static void losesTheSeatAndStandsAgain(String namespace, Tampering tampering) throws Exception {
        try (Backend backend = connect(port(), namespace)) {
            long token;
            try (RenewedCampaign leader = RenewedCampaign.stand(backend, "election", "leader", TTL)) {
                token = leader.awaitToken();
                tampering.changeCheck(serviceOf(namespace));
                Wait.of(leader.campaign().lost());
            }
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "election", "again", TTL)) {
                assertThat(again.awaitToken()).isGreaterThan(token);
                again.awaitRenewals(2);
                again.leave();
            }
        }
    }

    @Test
    void theSeatIsLostWhenAnOperatorFailsTheCheck() throws Exception {
        losesTheSeatAndStandsAgain("failed", service -> servers().call("PUT", "/v1/agent/check/fail/" + service, ""));
    }

    @Test
    void theSeatIsLostWhenAnOperatorRemovesTheCheck() throws Exception {
        losesTheSeatAndStandsAgain(
                "removed", service -> servers().call("PUT", "/v1/agent/service/deregister/" + service, ""));
    }

    /** An agent removes a dead service by itself, but not one without a check. */
    @Test
    void aCheckThatIsRemovedWithoutItsServiceLeavesNoServiceBehind() throws Exception {
        AtomicReference<String> first = new AtomicReference<>();
        losesTheSeatAndStandsAgain("orphaned", service -> {
            first.set(service);
            servers().call("PUT", "/v1/agent/check/deregister/" + service, "");
        });
        Wait.until(
                "the first service is removed",
                () -> !servers().call("GET", "/v1/agent/services", "").contains(first.get()));
    }

    @Test
    void anUnansweringConnectionLosesTheSeatAndIsUsedAgainLater() {
        try (FaultProxy line = new FaultProxy(port());
                Backend first = connect(line.port(), "silent");
                Backend second = connect(port(), "silent");
                RenewedCampaign leader = RenewedCampaign.stand(first, "election", "leader", TTL)) {
            long token = leader.awaitToken();
            RenewedCampaign next = RenewedCampaign.stand(second, "election", "next", TTL);
            next.awaitRenewals(1);
            line.stall();
            leader.awaitFailure();
            assertThat(leader.failure()).hasMessageEndingWith("does not answer");
            assertThat(next.awaitToken()).isGreaterThan(token);
            line.mend();
            Wait.of(leader.campaign().lost());
            next.leave();
            try (RenewedCampaign again = RenewedCampaign.stand(first, "election", "again", TTL)) {
                again.awaitToken();
                again.leave();
            }
        }
    }

    @Test
    void theRegisteredServiceIsRemovedOnceNobodyStands() throws Exception {
        try (Backend backend = connect(port(), "idle")) {
            try (RenewedCampaign leader = RenewedCampaign.stand(backend, "election", "leader", TTL)) {
                leader.awaitToken();
                assertThat(serviceOf("idle")).startsWith("election4j-");
                leader.leave();
            }
            Wait.until(
                    "the service is removed",
                    () -> !servers().call("GET", "/v1/agent/services", "").contains("\"idle/\""));
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "election", "again", TTL)) {
                again.awaitToken();
                again.leave();
            }
        }
    }
}
