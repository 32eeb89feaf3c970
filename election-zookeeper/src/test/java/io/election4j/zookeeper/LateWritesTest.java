/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.HeldBytes;
import io.election4j.testkit.server.Wait;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests requests that reach the server long after their sender has given up waiting for them. */
class LateWritesTest {
    private static final Duration TTL = Duration.ofSeconds(20);

    /** A candidate that had lost its connection waits for half of that before it wins with a new node. */
    private static final Duration SOON = TTL;

    private static final int TYPE = 8;

    private @Nullable EmbeddedServer server;
    private @Nullable FaultProxy route;
    private @Nullable Backend backend;
    private @Nullable Backend others;

    @BeforeEach
    void connect() {
        EmbeddedServer started = EmbeddedServer.temporary();
        FaultProxy proxy = new FaultProxy(started.port());
        server = started;
        route = proxy;
        backend = connect(proxy.port());
        others = connect(started.port());
        try (RenewedCampaign before = RenewedCampaign.stand(others(), "e", "before", TTL)) {
            before.awaitToken(); // so that the election's own node exists
            before.leave();
        }
        Wait.of(backend().candidates("e"));
    }

    @AfterEach
    void disconnect() {
        backend().close();
        others().close();
        route().close();
        Objects.requireNonNull(server).close();
    }

    private static Backend connect(int port) {
        return connect(port, TTL);
    }

    private static Backend connect(int port, Duration ttl) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse("zookeeper://127.0.0.1:" + port + "/late?ttl=" + ttl.toMillis() + "ms"));
    }

    private FaultProxy route() {
        return Objects.requireNonNull(route);
    }

    private Backend backend() {
        return Objects.requireNonNull(backend);
    }

    private Backend others() {
        return Objects.requireNonNull(others);
    }

    private RenewedCampaign stand(String candidateId) {
        return RenewedCampaign.stand(backend(), "e", candidateId, TTL);
    }

    /** Matches requests of a type in the protocol's format: length, number, type. Several may arrive together. */
    private static Predicate<byte[]> requests(int type) {
        return bytes -> {
            ByteBuffer all = ByteBuffer.wrap(bytes);
            for (int at = 0;
                    at >= 0 && at + TYPE + Integer.BYTES <= bytes.length;
                    at += Integer.BYTES + all.getInt(at)) {
                if (all.getInt(at + TYPE) == type) {
                    return true;
                }
            }
            return false;
        };
    }

    private void assertFreeForOthers() throws Exception {
        try (RenewedCampaign other = RenewedCampaign.stand(others(), "e", "other", TTL)) {
            Wait.until(SOON, "another candidate leads", other::hasWon);
            assertThat(Wait.of(others().candidates("e"))).containsExactly("other");
            other.leave();
        }
    }

    @Test
    void aCreationThatArrivesAfterItsConnectionHasBeenReplacedMakesNothing() throws Exception {
        try (HeldBytes held = route().hold(requests(OpCode.create2));
                RenewedCampaign hasty = stand("hasty")) {
            Wait.until("the creation is held back", () -> !held.isEmpty());
            hasty.stop();
            CompletableFuture<Void> left = hasty.campaign().leave();
            held.stop();
            held.disconnect();
            Wait.until("leave() ends", left::isDone);
            Wait.of(backend().candidates("e"));
            held.deliver();
            assertFreeForOthers();
        }
    }

    @Test
    void aCreationThatArrivesBeforeTheNextConnectionIsUndoneIfNoCampaignNeedsIt() throws Exception {
        try (HeldBytes held = route().hold(requests(OpCode.create2));
                RenewedCampaign hasty = stand("hasty")) {
            Wait.until("the creation is held back", () -> !held.isEmpty());
            hasty.stop();
            CompletableFuture<Void> left = hasty.campaign().leave();
            route().cut();
            held.deliver();
            Wait.until(
                    "the node is there", () -> Wait.of(others().candidates("e")).contains("hasty"));
            route().mend();
            Wait.until("leave() ends", left::isDone);
            assertFreeForOthers();
        }
    }

    /**
     * The latch creates a second node when it does not find the first, and then finds both: the attempt may be lost.
     */
    @Test
    void aCreationThatArrivesBeforeTheNextConnectionBlocksNobody() throws Exception {
        try (HeldBytes held = route().hold(requests(OpCode.create2));
                RenewedCampaign patient = stand("patient")) {
            Wait.until("the creation is held back", () -> !held.isEmpty());
            route().cut();
            held.deliver();
            Wait.until(
                    "the node is there", () -> Wait.of(others().candidates("e")).contains("patient"));
            route().mend();
            Wait.until(SOON, "it leads, or knows that it cannot", () -> patient.hasWon() || patient.isLost());
            patient.leave();
            try (RenewedCampaign again = stand("again")) {
                Wait.until(SOON, "it leads", again::hasWon);
                assertThat(Wait.of(others().candidates("e"))).containsExactly("again");
                again.leave();
            }
            assertFreeForOthers();
        }
    }

    @Test
    void aDeletionThatArrivesInALaterTermOfTheSameSessionTakesNothing() throws Exception {
        try (RenewedCampaign first = stand("first")) {
            first.awaitToken();
            try (HeldBytes held = route().hold(requests(OpCode.delete))) {
                first.stop();
                CompletableFuture<Void> left = first.campaign().leave();
                Wait.until("the deletion is held back", () -> !held.isEmpty());
                held.stop();
                held.disconnect();
                Wait.until("leave() ends", left::isDone);
                try (RenewedCampaign second = stand("second")) {
                    Wait.until(SOON, "it leads again", second::hasWon);
                    held.deliver();
                    second.awaitRenewals(3);
                    assertThat(second.isLost()).isFalse();
                    assertThat(Wait.of(others().leaderOtherThan("e", Optional.empty()))
                                    .orElseThrow()
                                    .candidateId())
                            .isEqualTo("second");
                    second.leave();
                }
            }
        }
    }

    @Test
    void aDeletionThatArrivesAfterItsSessionWasReplacedTakesNothing() throws Exception {
        try (RenewedCampaign first = stand("first")) {
            long token = first.awaitToken();
            try (HeldBytes held = route().hold(requests(OpCode.delete))) {
                first.stop();
                var unused = first.campaign().leave();
                Wait.until("the deletion is held back", () -> !held.isEmpty());
                try (RenewedCampaign next = RenewedCampaign.stand(others(), "e", "next", TTL)) {
                    route().cut();
                    next.awaitRenewals(1);
                    held.deliver();
                    assertThat(next.awaitToken()).isGreaterThan(token);
                    next.awaitRenewals(2);
                    assertThat(next.isLost()).isFalse();
                    next.leave();
                }
                route().mend();
            }
        }
    }

    @Test
    void theEndOfASessionThatArrivesLateEndsNoOtherSession() throws Exception {
        Backend closing = connect(route().port());
        try (RenewedCampaign first = RenewedCampaign.stand(closing, "e", "first", TTL)) {
            first.awaitToken();
            first.stop();
            try (HeldBytes held = route().hold(requests(OpCode.closeSession))) {
                closing.close();
                assertThat(held.isEmpty()).isFalse();
                try (RenewedCampaign next = RenewedCampaign.stand(others(), "e", "next", TTL)) {
                    next.awaitRenewals(1);
                    assertThat(next.hasWon()).isFalse();
                    held.deliver();
                    Wait.until(SOON, "the next leads", next::hasWon);
                    next.awaitRenewals(2);
                    assertThat(next.isLost()).isFalse();
                    next.leave();
                }
            }
        }
    }

    @Test
    void aCreationThatIsRepeatedInTheNextSessionIsUndone() throws Exception {
        Duration ttl = Duration.ofSeconds(2);
        try (Backend brief = connect(route().port(), ttl);
                HeldBytes held = route().hold(requests(OpCode.create2));
                RenewedCampaign hasty = RenewedCampaign.stand(brief, "e", "hasty", ttl)) {
            Wait.until("the creation is held back", () -> !held.isEmpty());
            held.stop();
            route().cut();
            Wait.until("its session is over", hasty::isLost);
            route().mend();
            Wait.until(
                    "it is connected again",
                    () -> Wait.of(brief.candidates("e").handle((names, error) -> error == null)));
            held.deliver();
            assertFreeForOthers();
            try (RenewedCampaign next = RenewedCampaign.stand(brief, "e", "next", ttl)) {
                Wait.until("the process leads again", next::hasWon);
                assertThat(Wait.of(others().candidates("e"))).containsExactly("next");
                next.leave();
            }
        }
    }

    @Test
    void aDeletionThatIsRepeatedInTheNextSessionTakesNothing() throws Exception {
        Duration ttl = Duration.ofSeconds(2);
        try (Backend brief = connect(route().port(), ttl);
                RenewedCampaign first = RenewedCampaign.stand(brief, "e", "first", ttl);
                RenewedCampaign beside = RenewedCampaign.stand(brief, "beside", "first", ttl)) {
            first.awaitToken();
            beside.awaitToken();
            try (HeldBytes held = route().hold(requests(OpCode.delete))) {
                first.stop();
                var unused = first.campaign().leave();
                Wait.until("the deletion is held back", () -> !held.isEmpty());
                held.stop();
                route().cut();
                Wait.until("its session is over", beside::isLost);
                route().mend();
                try (RenewedCampaign second = RenewedCampaign.stand(brief, "e", "second", ttl)) {
                    Wait.until("it leads again", second::hasWon);
                    held.deliver();
                    second.awaitRenewals(6);
                    assertThat(second.isLost()).isFalse();
                    second.leave();
                }
            }
        }
    }
}
