/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import io.election4j.zookeeper.Ensemble.Backup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests servers whose data directories are restored while sessions live, at the level of a backend's campaigns; see
 * {@link RestoredElectionsTest} for whole candidacies.
 */
class RestoredServerTest {
    /** Long enough for sessions to outlast a restore, even on a busy machine. */
    private static final Duration TTL = Duration.ofSeconds(30);

    private static final Duration BEAT = Duration.ofSeconds(3);

    /** Less than the time after which a session ends. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<Integer, Ensemble> ENSEMBLES = new TreeMap<>();

    private final String namespace = "back-" + UUID.randomUUID();

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        for (int size : new int[] {1, 3}) {
            ENSEMBLES.put(size, new Ensemble(size, Files.createDirectory(directory.resolve("of-" + size))));
        }
    }

    @AfterAll
    static void stopServers() {
        ENSEMBLES.values().forEach(Ensemble::close);
    }

    private static Ensemble servers(int size) {
        return Objects.requireNonNull(ENSEMBLES.get(size));
    }

    private Backend connect(int servers) {
        return new ZooKeeperProvider().connect(BackendUri.parse(servers(servers).uriThroughRoutes(namespace, TTL)));
    }

    private static RenewedCampaign stand(Backend backend, String candidateId) {
        return RenewedCampaign.stand(backend, "e", candidateId, BEAT);
    }

    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 3})
    void theSeatOfALeaderThatHasResignedSinceIsDeletedByItsSession(int servers) throws Exception {
        try (Backend one = connect(servers);
                Backend two = connect(servers);
                RenewedCampaign elsewhere = RenewedCampaign.stand(one, "elsewhere", "a", BEAT);
                RenewedCampaign former = stand(one, "former")) {
            elsewhere.awaitToken();
            former.awaitToken();
            Wait.of(two.candidates("e"));
            Backup copy = servers(servers).backup();
            former.leave();
            servers(servers).restoreAndGoOn(copy);
            try (RenewedCampaign next = stand(two, "next")) {
                Wait.until(SOON, "the next leads", next::hasWon);
                elsewhere.awaitRenewals(2);
                assertThat(elsewhere.isLost()).as("the session has lived on").isFalse();
                next.leave();
            }
        }
    }

    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 3})
    void aHandoverThatIsUndoneBlocksNobody(int servers) throws Exception {
        try (Backend one = connect(servers);
                Backend two = connect(servers);
                RenewedCampaign a = stand(one, "a")) {
            a.awaitToken();
            try (RenewedCampaign b = stand(two, "b")) {
                b.awaitRenewals(1);
                Backup copy = servers(servers).backup();
                a.leave();
                b.awaitToken();
                try (RenewedCampaign again = stand(one, "a")) {
                    again.awaitRenewals(1);
                    servers(servers).restoreAndGoOn(copy);
                    Wait.of(again.campaign().lost()); // its node was not in the copy
                    try (RenewedCampaign third = stand(one, "a")) {
                        third.awaitRenewals(1);
                        // b's node was in the copy, behind the node of a, which a had left: b may have lost its term
                        // for that reason
                        b.leave();
                        Wait.until(SOON, "the next leads", third::hasWon);
                        third.leave();
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 3})
    void aWaitingCandidateThatHasLeftSinceBlocksNobody(int servers) throws Exception {
        try (Backend one = connect(servers);
                Backend two = connect(servers);
                RenewedCampaign a = stand(two, "a")) {
            a.awaitToken();
            try (RenewedCampaign b = stand(one, "b")) {
                b.awaitRenewals(1);
                Backup copy = servers(servers).backup();
                b.leave();
                servers(servers).restoreAndGoOn(copy);
                a.awaitRenewals(1);
                try (RenewedCampaign c = stand(two, "c")) {
                    c.awaitRenewals(1);
                    a.leave();
                    Wait.until(SOON, "the next leads", c::hasWon);
                    c.leave();
                }
            }
        }
    }
}
