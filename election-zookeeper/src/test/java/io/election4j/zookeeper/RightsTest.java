/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a candidate that lacks rights on the node of its election. */
class RightsTest {
    private static final Duration TTL = Duration.ofSeconds(3);
    private static final String ROOT = "/rights";

    private @Nullable EmbeddedServer server;
    private @Nullable ZooKeeper administrator;
    private @Nullable Backend backend;

    @BeforeEach
    void start() throws Exception {
        EmbeddedServer started = EmbeddedServer.temporary();
        server = started;
        administrator = new ZooKeeper(started.address(), 20_000, event -> {});
        create(ROOT, Perms.ALL);
        backend = new ZooKeeperProvider().connect(BackendUri.parse(started.uri() + ROOT + "?ttl=3s"));
    }

    @AfterEach
    void stop() throws Exception {
        backend().close();
        administrator().close();
        Objects.requireNonNull(server).close();
    }

    private Backend backend() {
        return Objects.requireNonNull(backend);
    }

    private ZooKeeper administrator() {
        return Objects.requireNonNull(administrator);
    }

    private void create(String path, int rights) throws Exception {
        try {
            administrator()
                    .create(
                            path,
                            new byte[0],
                            new ArrayList<>(List.of(new ACL(rights, Ids.ANYONE_ID_UNSAFE))),
                            CreateMode.PERSISTENT);
        } catch (NodeExistsException before) {
            // created by an earlier test
        }
    }

    /** Waits until no candidate stands there: only then it can be deleted, whatever the rights to read it. */
    private void awaitEmpty(String path) {
        Wait.until(path + " is empty", () -> {
            administrator().delete(path, -1);
            return true;
        });
    }

    private RenewedCampaign stand(String election) {
        return RenewedCampaign.stand(backend(), election, "a", TTL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crd", "crwd", "crda", "crwda"})
    void aCandidateWithTheRightsToCreateReadAndDeleteLeadsAndLeaves(String rights) throws Exception {
        create(ROOT + "/" + rights, bits(rights));
        try (RenewedCampaign leader = stand(rights)) {
            leader.awaitToken();
            leader.leave();
        }
        awaitEmpty(ROOT + "/" + rights);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "r", "w", "d", "a", "rw", "rd", "ra", "wd", "wa", "da", "rwd", "rwa", "rda", "wda", "rwda"})
    void aCandidateWithoutTheRightToCreateIsRefused(String rights) throws Exception {
        String path = ROOT + "/x" + rights;
        create(path, bits(rights));
        try (RenewedCampaign refused = stand("x" + rights)) {
            assertRefused(Wait.failureOf(refused.campaign().won()), "use " + path + ": the right c");
        }
        awaitEmpty(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "cw", "cd", "ca", "cwd", "cwa", "cda", "cwda"})
    void aCandidateWithoutTheRightToReadIsRefusedAndLeavesNothing(String rights) throws Exception {
        String path = ROOT + "/" + rights;
        create(path, bits(rights));
        try (RenewedCampaign refused = stand(rights)) {
            assertRefused(Wait.failureOf(refused.campaign().won()), "use " + path + ": the right r");
        }
        awaitEmpty(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cr", "crw", "cra", "crwa"})
    void aCandidateWithoutTheRightToDeleteEndsItsSessionAndDoesNotStandAgain(String rights) throws Exception {
        String path = ROOT + "/" + rights;
        create(path, bits(rights));
        try (RenewedCampaign leader = stand(rights)) {
            leader.awaitToken();
            leader.stop();
            assertRefused(Wait.failureOf(leader.campaign().leave()), "use " + path + ": the right d");
        }
        Wait.until(
                "the node is gone",
                () -> administrator().getChildren(path, false).isEmpty());
        try (RenewedCampaign again = stand(rights)) {
            assertRefused(Wait.failureOf(again.campaign().won()), "use " + path + ": the right d");
        }
        administrator().delete(path, -1);
        create(path, Perms.ALL);
        try (RenewedCampaign allowed = stand(rights)) {
            allowed.awaitToken();
            allowed.leave();
        }
    }

    @Test
    void elsewhereTheProcessIsElectedAgainAfterItsSessionWasEnded() throws Exception {
        create(ROOT + "/stuck", bits("cr"));
        try (RenewedCampaign stuck = stand("stuck");
                RenewedCampaign other = stand("other")) {
            stuck.awaitToken();
            other.awaitToken();
            stuck.stop();
            Wait.failureOf(stuck.campaign().leave());
            Wait.of(other.campaign().lost());
        }
        try (RenewedCampaign again = stand("other")) {
            again.awaitToken();
        }
    }

    @Test
    void aClientWithoutTheRightToCreateTheFolderIsRefused() throws Exception {
        create(ROOT + "/deep", bits("r"));
        try (Backend deep = new ZooKeeperProvider()
                        .connect(BackendUri.parse(Objects.requireNonNull(server).uri() + ROOT + "/deep?ttl=3s"));
                RenewedCampaign refused = RenewedCampaign.stand(deep, "e", "a", TTL)) {
            assertRefused(Wait.failureOf(refused.campaign().won()), "use " + ROOT + "/deep: the right c");
        }
    }

    private static void assertRefused(Throwable failure, String reason) {
        assertThat(failure)
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining(reason)
                .extracting("kind")
                .isEqualTo(Kind.REFUSED);
    }

    private static int bits(String rights) {
        return rights.chars()
                .map(right -> switch (right) {
                    case 'c' -> Perms.CREATE;
                    case 'r' -> Perms.READ;
                    case 'w' -> Perms.WRITE;
                    case 'd' -> Perms.DELETE;
                    default -> Perms.ADMIN;
                })
                .sum();
    }
}
