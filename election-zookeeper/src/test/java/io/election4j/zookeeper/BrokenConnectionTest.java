/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests an election while the network between client and server fails. */
class BrokenConnectionTest {
    /** For tests in which the session must end. */
    private static final Duration TTL = Duration.ofSeconds(2);

    private static final Duration SHORT_TTL = Duration.ofSeconds(1);

    /** For tests in which it must not: a client with one server pauses for up to two seconds before it reconnects. */
    private static final Duration LONG_TTL = Duration.ofSeconds(8);

    private @Nullable EmbeddedServer server;
    private @Nullable FaultProxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedServer.temporary();
        proxy = new FaultProxy(server().port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy().close();
        server().close();
    }

    private EmbeddedServer server() {
        return Objects.requireNonNull(server);
    }

    private FaultProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    private Backend connect() {
        return connect(TTL);
    }

    private Backend connect(Duration ttl) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse(
                        "zookeeper://127.0.0.1:" + proxy().port() + "/rules?ttl=" + ttl.toMillis() + "ms"));
    }

    @Test
    void aShortDisconnectKeepsTheSeatAndThePlaceInTheQueue() throws Exception {
        try (Backend backend = connect(LONG_TTL);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "short", "a", LONG_TTL)) {
            leader.awaitToken();
            try (RenewedCampaign next = RenewedCampaign.stand(backend, "short", "b", LONG_TTL)) {
                next.awaitRenewals(1);
                for (int i = 0; i < 2; i++) {
                    proxy().cut();
                    Wait.during(Duration.ofMillis(250), "seat is held", () -> !leader.isLost());
                    proxy().mend();
                    leader.awaitRenewals(1);
                    next.awaitRenewals(1);
                }
                assertThat(leader.isLost()).isFalse();
                assertThat(next.isLost()).isFalse();
                leader.leave();
                next.awaitToken();
            }
        }
    }

    @Test
    void aLongDisconnectLosesTheSeatAndTheElectionGoesOnAfterwards() throws Exception {
        try (Backend backend = connect();
                RenewedCampaign leader = RenewedCampaign.stand(backend, "long", "a", TTL)) {
            long token = leader.awaitToken();
            proxy().cut();
            leader.awaitFailure();
            Wait.of(leader.campaign().lost());
            proxy().mend();
            leader.stop();
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "long", "a", TTL)) {
                assertThat(again.awaitToken()).isGreaterThan(token);
            }
        }
    }

    @Test
    void aServerOutOfReachForVeryLongIsFoundAgain() throws Exception {
        try (Backend backend = connect(SHORT_TTL)) {
            proxy().cut();
            RenewedCampaign lonely = RenewedCampaign.stand(backend, "very-long", "a", SHORT_TTL);
            Wait.during(SHORT_TTL.multipliedBy(4), "nobody wins", () -> !lonely.campaign()
                    .won()
                    .isDone());
            proxy().mend();
            lonely.awaitToken();
            lonely.leave();
        }
    }

    @Test
    void anEmptyServerInPlaceOfTheOldOneEndsTheSeatAndHoldsNewElections() throws Exception {
        EmbeddedServer empty = EmbeddedServer.temporary();
        try (Backend backend = connect();
                RenewedCampaign leader = RenewedCampaign.stand(backend, "replaced", "a", TTL)) {
            leader.awaitToken();
            leader.awaitRenewals(3);
            proxy().leadTo(empty.port());
            Wait.of(leader.campaign().lost());
            leader.stop();
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "replaced", "a", TTL)) {
                again.awaitToken();
                again.awaitRenewals(1);
            }
        } finally {
            empty.close();
        }
    }

    @Test
    void aPlaceThatARestoredServerGivesBackBlocksNobody(@TempDir Path directory) throws Exception {
        Path folder = directory.resolve("server");
        Path data = folder.resolve("data");
        EmbeddedServer original = EmbeddedServer.in(folder.toString());
        proxy().leadTo(original.port());
        try (Backend backend = connect(LONG_TTL);
                RenewedCampaign former = RenewedCampaign.stand(backend, "restored", "a", LONG_TTL)) {
            former.awaitToken();
            Path copy = FolderCopies.copyOf(data);
            former.leave();
            original.close();
            FolderCopies.replace(data, copy);
            EmbeddedServer restored = EmbeddedServer.in(folder.toString());
            proxy().leadTo(restored.port());
            try (restored;
                    Backend other = connect(LONG_TTL);
                    RenewedCampaign next = RenewedCampaign.stand(other, "restored", "b", LONG_TTL)) {
                next.awaitToken();
            }
        }
    }

    @Test
    void leavingWithoutAConnectionFails() {
        try (Backend backend = connect();
                RenewedCampaign leader = RenewedCampaign.stand(backend, "unconfirmed", "a", TTL)) {
            leader.awaitToken();
            proxy().cut();
            leader.awaitFailure();
            assertThat(Wait.failureOf(leader.campaign().leave())).hasMessageContaining("does not answer");
        }
    }

    @Test
    void aNodeWhoseCreationWasNeverConfirmedBlocksNobody() throws Exception {
        try (Backend backend = connect();
                Backend other = new ZooKeeperProvider()
                        .connect(BackendUri.parse(server().uri() + "/rules?ttl=" + TTL.toMillis() + "ms"))) {
            for (int i = 0; i < 10; i++) {
                RenewedCampaign hasty = RenewedCampaign.stand(backend, "orphan", "hasty", TTL);
                proxy().cut();
                hasty.stop();
                var left = hasty.campaign().leave();
                proxy().mend();
                Wait.until("leave() ends", left::isDone);
            }
            try (RenewedCampaign next = RenewedCampaign.stand(other, "orphan", "next", TTL)) {
                next.awaitToken();
            }
        }
    }
}
