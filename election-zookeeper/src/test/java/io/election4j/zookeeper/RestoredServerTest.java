/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose data directory is put back under sessions that live on. Others write to it before its clients are back, so
 * that its count of transactions has passed theirs, as in a service that is in use.
 */
class RestoredServerTest {
    private static final Duration TTL = Duration.ofSeconds(20);
    private static final Duration SOON = TTL.dividedBy(2);
    private static final int TRANSACTIONS = 300;

    @TempDir
    @Nullable
    Path directory;

    private @Nullable EmbeddedServer server;
    private @Nullable FaultProxy line;
    private @Nullable Path copy;

    @BeforeEach
    void start() {
        EmbeddedServer started = EmbeddedServer.in(folder().toString());
        server = started;
        line = new FaultProxy(started.port());
    }

    @AfterEach
    void stop() {
        line().close();
        Objects.requireNonNull(server).close();
    }

    private Path folder() {
        return Objects.requireNonNull(directory).resolve("server");
    }

    private FaultProxy line() {
        return Objects.requireNonNull(line);
    }

    private Backend connect() {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse(
                        "zookeeper://127.0.0.1:" + line().port() + "/back?ttl=" + TTL.toMillis() + "ms"));
    }

    private void takeCopy() throws Exception {
        copy = FolderCopies.copyOf(folder().resolve("data"));
    }

    private void restore() throws Exception {
        line().cut();
        Objects.requireNonNull(server).close();
        FolderCopies.replace(folder().resolve("data"), Objects.requireNonNull(copy));
        EmbeddedServer restored = EmbeddedServer.in(folder().toString());
        server = restored;
        ZooKeeper busy = new ZooKeeper(restored.address(), 20_000, event -> {});
        for (int i = 0; i < TRANSACTIONS; i++) {
            busy.create("/busy-" + i, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        }
        busy.close();
        line().leadTo(restored.port());
        line().mend();
    }

    private static Renewed stand(Backend backend, String candidateId) {
        return Renewed.stand(backend, "e", candidateId, TTL);
    }

    @Test
    void theSeatOfALeaderThatHasResignedSinceIsDeletedByItsSession() throws Exception {
        try (Backend one = connect();
                Backend two = connect();
                Renewed elsewhere = Renewed.stand(one, "elsewhere", "a", TTL);
                Renewed former = stand(one, "former")) {
            elsewhere.awaitToken();
            former.awaitToken();
            Wait.of(two.candidates("e"));
            takeCopy();
            former.leave();
            restore();
            try (Renewed next = stand(two, "next")) {
                Wait.until(SOON, "the next leads", next::hasWon);
                elsewhere.awaitRenewals(2);
                assertThat(elsewhere.isLost()).as("the session has lived on").isFalse();
                next.leave();
            }
        }
    }

    @Test
    void aHandoverThatIsUndoneBlocksNobody() throws Exception {
        try (Backend one = connect();
                Backend two = connect();
                Renewed a = stand(one, "a")) {
            a.awaitToken();
            try (Renewed b = stand(two, "b")) {
                b.awaitRenewals(1);
                takeCopy();
                a.leave();
                b.awaitToken();
                try (Renewed again = stand(one, "a")) {
                    again.awaitRenewals(1);
                    restore();
                    Wait.of(again.campaign().lost()); // its node was not in the copy
                    try (Renewed third = stand(one, "a")) {
                        third.awaitRenewals(1);
                        // b's node was in the copy, behind the one that a had left: b may have lost its term by that
                        b.leave();
                        Wait.until(SOON, "the next leads", third::hasWon);
                        third.leave();
                    }
                }
            }
        }
    }

    @Test
    void aWaitingCandidateThatHasLeftSinceHoldsNobodyUp() throws Exception {
        try (Backend one = connect();
                Backend two = connect();
                Renewed a = stand(two, "a")) {
            a.awaitToken();
            try (Renewed b = stand(one, "b")) {
                b.awaitRenewals(1);
                takeCopy();
                b.leave();
                restore();
                a.awaitRenewals(1);
                try (Renewed c = stand(two, "c")) {
                    c.awaitRenewals(1);
                    a.leave();
                    Wait.until(SOON, "the next leads", c::hasWon);
                    c.leave();
                }
            }
        }
    }
}
