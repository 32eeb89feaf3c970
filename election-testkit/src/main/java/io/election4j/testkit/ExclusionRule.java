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

/** After a renewal with span <i>s</i>, nobody else wins until <i>s</i> after the call. */
interface ExclusionRule {

    Bench bench();

    @Test
    @DisplayName("Rule 1: while the leader renews, nobody else wins")
    default void nobodyElseWinsWhileTheLeaderRenews() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing second = bench().stand(bench().connect(), "second");
        bench().assertStaysPending(second.campaign().won(), bench().ttl().multipliedBy(3), "win of the second");
        Standing third = bench().stand(bench().connect(), "third");
        bench().assertStaysPending(third.campaign().won(), bench().ttl(), "win of the third");
        assertThat(second.campaign().won()).as("win of the second").isNotDone();
        assertThat(leader.campaign().lost()).as("loss of the leader").isNotDone();
    }

    @Test
    @DisplayName("Rule 1: a successor wins no earlier than the last renewal promised")
    default void successorRespectsTheLastPromise() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing successor = bench().stand(bench().connect(), "successor");
        leader.stopRenewing();
        long promised = leader.promisedUntil().orElseThrow();
        Duration early = Duration.ofNanos(promised - successor.awaitWonAt());
        assertThat(early).as("time by which the successor won too early").isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    @DisplayName("Rule 1: a lone renewal long after the win still counts from its call")
    default void lateRenewalCountsFromItsCall() throws Exception {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing successor = bench().stand(bench().connect(), "successor");
        leader.stopRenewing();
        Duration pause = bench().ttl().dividedBy(3);
        bench().assertStaysPending(successor.campaign().won(), pause, "win of the successor");
        bench().await(leader.renew(), "lone renewal");
        long promised = leader.promisedUntil().orElseThrow();
        Duration early = Duration.ofNanos(promised - successor.awaitWonAt());
        assertThat(early).as("time by which the successor won too early").isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    @DisplayName("Rule 1: who has been succeeded gets no further span")
    default void succeededLeaderGetsNoSpan() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        leader.stopRenewing();
        Standing successor = bench().stand(bench().connect(), "successor");
        successor.awaitProof();
        CompletableFuture<Duration> renewal = leader.campaign().renew();
        bench().awaitFailure(renewal, "renewal after the successor has won");
    }

    @Test
    @DisplayName("Rule 1: two campaigns on one connection, even under one name, are two candidates")
    default void campaignsOfOneConnectionAreTwoCandidates() {
        Backend shared = bench().connect();
        Standing first = bench().stand(shared, "twin");
        first.awaitProof();
        Standing second = bench().stand(shared, "twin");
        bench().assertStaysPending(second.campaign().won(), bench().ttl().multipliedBy(2), "win of the second twin");
        first.leave();
        second.awaitProof();
        assertThat(second.campaign().won().join())
                .as("token of the second twin")
                .isGreaterThan(first.campaign().won().join());
    }

    @Test
    @DisplayName("Rule 1: when one who waits leaves, nobody behind it wins while the leader renews")
    default void leavingTheMiddleOfTheLineLetsNobodyWin() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing middle = bench().stand(bench().connect(), "middle");
        middle.awaitRenewal();
        Standing last = bench().stand(bench().connect(), "last");
        last.awaitRenewal();
        middle.leave();
        bench().assertStaysPending(last.campaign().won(), bench().ttl(), "win of the last");
        leader.leave();
        last.awaitProof();
    }

    @Test
    @DisplayName("Rule 1: of many who start at once, exactly one wins")
    default void exactlyOneOfManyWins() {
        List<Backend> connections = List.of(bench().connect(), bench().connect(), bench().connect());
        List<Standing> all = IntStream.range(0, 12)
                .mapToObj(i -> bench().stand(connections.get(i % connections.size()), "candidate-" + i))
                .toList();
        CompletableFuture<?>[] wins =
                all.stream().map(Standing::campaign).map(Campaign::won).toArray(CompletableFuture<?>[]::new);
        bench().await(CompletableFuture.anyOf(wins), "first win");
        Standing winner = all.stream().filter(Standing::hasWon).findFirst().orElseThrow();
        bench().assertStaysPending(winner.campaign().lost(), bench().ttl().multipliedBy(2), "loss of the winner");
        assertThat(all.stream().filter(Standing::hasWon)).as("winners").containsExactly(winner);
    }

    @Test
    @DisplayName("Rule 1: elections of different names have leaders of their own")
    default void electionsAreIndependent() {
        Backend one = bench().connect();
        Backend two = bench().connect();
        List<Standing> leaders = IntStream.range(0, 20)
                .mapToObj(i ->
                        bench().stand(i % 2 == 0 ? one : two, bench().election() + "." + i, "leader", bench().ttl()))
                .toList();
        leaders.forEach(Standing::awaitProof);
        bench().assertStaysPending(
                        leaders.get(0).campaign().lost(), bench().ttl().multipliedBy(2), "loss of a leader");
        leaders.get(0).leave();
        assertThat(leaders.stream().skip(1)).allSatisfy(other -> {
            assertThat(other.campaign().lost()).as("loss of another leader").isNotDone();
            other.awaitRenewal();
        });
    }
}
