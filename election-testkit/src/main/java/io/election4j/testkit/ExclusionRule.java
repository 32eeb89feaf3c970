/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests that after a renewal with span <i>s</i> no other campaign wins until <i>s</i> after the call. */
interface ExclusionRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 1: while the leader renews, nobody else wins")
    default void nobodyElseWinsWhileTheLeaderRenews() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign second = fixture().stand(fixture().connect(), "second");
        fixture().assertStaysPending(second.campaign().won(), fixture().ttl().multipliedBy(3), "win of the second");
        TestCampaign third = fixture().stand(fixture().connect(), "third");
        fixture().assertStaysPending(third.campaign().won(), fixture().ttl(), "win of the third");
        assertThat(second.campaign().won()).as("win of the second").isNotDone();
        assertThat(leader.campaign().lost()).as("loss of the leader").isNotDone();
    }

    @Test
    @DisplayName("Rule 1: a successor wins no earlier than the last renewal promised")
    default void successorRespectsTheLastPromise() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign successor = fixture().stand(fixture().connect(), "successor");
        leader.stopRenewing();
        long promised = leader.promisedUntil().orElseThrow();
        Duration early = Duration.ofNanos(promised - successor.awaitWonAt());
        assertThat(early).as("time by which the successor won too early").isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    @DisplayName("Rule 1: a lone renewal long after the win still counts from its call")
    default void lateRenewalCountsFromItsCall() throws Exception {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign successor = fixture().stand(fixture().connect(), "successor");
        leader.stopRenewing();
        Duration pause = fixture().ttl().dividedBy(3);
        fixture().assertStaysPending(successor.campaign().won(), pause, "win of the successor");
        fixture().await(leader.renew(), "lone renewal");
        long promised = leader.promisedUntil().orElseThrow();
        Duration early = Duration.ofNanos(promised - successor.awaitWonAt());
        assertThat(early).as("time by which the successor won too early").isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    @DisplayName("Rule 1: a leader that has been succeeded gets no further span")
    default void succeededLeaderGetsNoSpan() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        leader.stopRenewing();
        TestCampaign successor = fixture().stand(fixture().connect(), "successor");
        successor.awaitProof();
        leader.awaitNoRenewal();
    }

    @Test
    @DisplayName("Rule 1: two campaigns on one connection, even under one name, are two candidates")
    default void campaignsOfOneConnectionAreTwoCandidates() {
        Backend shared = fixture().connect();
        TestCampaign first = fixture().stand(shared, "twin");
        first.awaitProof();
        TestCampaign second = fixture().stand(shared, "twin");
        fixture()
                .assertStaysPending(second.campaign().won(), fixture().ttl().multipliedBy(2), "win of the second twin");
        first.leave();
        second.awaitProof();
        assertThat(second.campaign().won().join())
                .as("token of the second twin")
                .isGreaterThan(first.campaign().won().join());
    }

    @Test
    @DisplayName("Rule 1: when a waiting candidate leaves, nobody behind it wins while the leader renews")
    default void leavingTheMiddleOfTheQueueLetsNobodyWin() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign middle = fixture().stand(fixture().connect(), "middle");
        middle.awaitRenewal();
        TestCampaign last = fixture().stand(fixture().connect(), "last");
        last.awaitRenewal();
        middle.leave();
        fixture().assertStaysPending(last.campaign().won(), fixture().ttl(), "win of the last");
        leader.leave();
        last.awaitProof();
    }

    @Test
    @DisplayName("Rule 1: of many who start at once, exactly one wins")
    default void exactlyOneOfManyWins() {
        List<Backend> connections =
                List.of(fixture().connect(), fixture().connect(), fixture().connect());
        List<TestCampaign> all = IntStream.range(0, 12)
                .mapToObj(i -> fixture().stand(connections.get(i % connections.size()), "candidate-" + i))
                .toList();
        CompletableFuture<?>[] wins =
                all.stream().map(TestCampaign::campaign).map(Campaign::won).toArray(CompletableFuture<?>[]::new);
        fixture().await(CompletableFuture.anyOf(wins), "first win");
        TestCampaign winner =
                all.stream().filter(TestCampaign::hasWon).findFirst().orElseThrow();
        fixture().assertStaysPending(winner.campaign().lost(), fixture().ttl().multipliedBy(2), "loss of the winner");
        assertThat(all.stream().filter(TestCampaign::hasWon)).as("winners").containsExactly(winner);
    }

    @Test
    @DisplayName("Rule 1: elections of different names have leaders of their own")
    default void electionsAreIndependent() {
        Backend one = fixture().connect();
        Backend two = fixture().connect();
        List<TestCampaign> leaders = IntStream.range(0, 20)
                .mapToObj(i -> fixture()
                        .stand(
                                i % 2 == 0 ? one : two,
                                fixture().election() + "." + i,
                                "leader",
                                fixture().ttl()))
                .toList();
        leaders.forEach(TestCampaign::awaitProof);
        fixture()
                .assertStaysPending(
                        leaders.get(0).campaign().lost(), fixture().ttl().multipliedBy(2), "loss of a leader");
        leaders.get(0).leave();
        assertThat(leaders.stream().skip(1)).allSatisfy(other -> {
            assertThat(other.campaign().lost()).as("loss of another leader").isNotDone();
            other.awaitRenewal();
        });
    }
}
