/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests snapshots that are restored while leases live: deleted keys exist again, and keys created since are gone. */
class RestoreTest {
    private static final Duration TTL = Duration.ofSeconds(30); // no lease ends by itself during a test

    @TempDir
    private Path directory;

    private final List<RenewedCampaign> standing = new ArrayList<>();

    private RenewedCampaign stand(Backend backend, String election, String candidate) {
        RenewedCampaign renewed = RenewedCampaign.stand(backend, election, candidate, TTL);
        standing.add(renewed);
        return renewed;
    }

    private RenewedCampaign lead(Backend backend, String election, String candidate) {
        RenewedCampaign renewed = stand(backend, election, candidate);
        renewed.awaitToken();
        return renewed;
    }

    private RenewedCampaign waitInQueue(Backend backend, String election, String candidate) {
        RenewedCampaign renewed = stand(backend, election, candidate);
        Wait.until(candidate + " stands in line", () -> Wait.of(backend.candidates(election))
                .contains(candidate));
        return renewed;
    }

    @ParameterizedTest(name = "{0} servers, later revisions: {1}")
    @CsvSource({"1,false", "1,true", "3,false", "3,true"})
    void restoredKeysOfEndedCampaignsBlockNoElection(int servers, boolean laterRevisions) throws Exception {
        try (EtcdCluster cluster = EtcdCluster.start(servers, directory);
                Backend one = Connecting.to(cluster.uri("restore", TTL));
                Backend two = Connecting.to(cluster.uri("restore", TTL));
                Backend judge = Connecting.to(cluster.uri("restore", TTL))) {
            RenewedCampaign leading = lead(one, "leading", "a");
            RenewedCampaign givenUp = lead(one, "given-up", "a");
            List<RenewedCampaign> handedOver =
                    List.of(lead(one, "handed-over", "a"), waitInQueue(two, "handed-over", "b"));
            List<RenewedCampaign> waiterLeft =
                    List.of(lead(one, "waiter-left", "a"), waitInQueue(two, "waiter-left", "b"));
            List<RenewedCampaign> again = List.of(lead(one, "again", "a"), waitInQueue(two, "again", "b"));
            List<RenewedCampaign> five = List.of(
                    lead(one, "five", "a"),
                    waitInQueue(two, "five", "b"),
                    waitInQueue(one, "five", "c"),
                    waitInQueue(two, "five", "d"),
                    waitInQueue(one, "five", "e"));
            var told = watch(judge, "handed-over");

            EtcdSnapshot snapshot = EtcdSnapshot.of(cluster);
            givenUp.leave();
            handedOver.get(0).leave();
            handedOver.get(1).awaitToken();
            waiterLeft.get(1).leave();
            again.get(0).leave();
            again.get(1).awaitToken();
            waitInQueue(one, "again", "c");
            five.get(0).leave();
            five.get(1).leave();
            five.get(2).awaitToken();
            lead(two, "since", "a");

            if (laterRevisions) {
                snapshot.restoreWithLaterRevisions();
            } else {
                snapshot.restore();
            }

            assertNewCandidateWins(judge, "given-up");
            if (laterRevisions) {
                leading.awaitRenewals(1);
                assertThat(leading.isLost()).isFalse();
            }
            standing.forEach(RenewedCampaign::stop);
            standing.forEach(each -> Wait.of(each.campaign().leave().exceptionally(late -> null)));
            for (String election : List.of("leading", "handed-over", "waiter-left", "again", "five", "since")) {
                assertNewCandidateWins(judge, election);
            }
            assertThat(told).isNotNull();
        }
    }

    private static Optional<Leader> watch(Backend backend, String election) {
        return Wait.of(backend.leaderOtherThan(election, Optional.empty()));
    }

    private static void assertNewCandidateWins(Backend judge, String election) {
        try (RenewedCampaign next = RenewedCampaign.stand(judge, election, "next", TTL)) {
            next.awaitToken();
            next.leave();
        } catch (AssertionError blocked) {
            throw new AssertionError(election + " is blocked by " + Wait.of(judge.candidates(election)), blocked);
        }
    }
}
