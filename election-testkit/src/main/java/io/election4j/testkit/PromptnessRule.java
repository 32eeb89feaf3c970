/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No method but {@code Backend.close()} blocks, and none throws; failures come through futures. */
interface PromptnessRule {

    Bench bench();

    @Test
    @DisplayName("Rule 5: no call blocks, neither for the leader nor for who waits nor for who watches")
    default void noCallBlocks() {
        Backend one = bench().connect(Bench.LONG_TTL);
        callEverything(one);
        Standing leader = bench().stand(one, bench().election(), "leader", Bench.LONG_TTL);
        leader.awaitWin();
        callEverything(one);
        callEverything(bench().connect(Bench.LONG_TTL));
    }

    @Test
    @DisplayName("Rule 5: a connection that has just been made takes calls before the service has answered")
    default void freshConnectionTakesCalls() {
        Backend fresh = bench().connect(Bench.LONG_TTL);
        Campaign campaign = bench().prompt("campaign()", () -> bench().campaign(fresh, "hasty"));
        CompletableFuture<Void> left = bench().prompt("leave()", campaign::leave);
        bench().await(left, "leave() of a campaign just begun");
        bench().winAnew("newcomer");
    }

    @Test
    @DisplayName("Rule 5: where nothing answers, no call blocks or throws, and nobody wins or is renewed")
    default void unreachableServiceFailsThroughFutures() {
        Optional<Backend> nowhere = bench().connectToNowhere();
        assumeThat(nowhere).as("an address at which nothing answers").isPresent();
        Campaign campaign = bench().prompt("campaign()", () -> bench().campaign(nowhere.get(), "lonely"));
        CompletableFuture<Duration> renewal = bench().prompt("renew()", campaign::renew);
        CompletableFuture<Void> left = bench().prompt("leave()", campaign::leave);
        var watch = bench().prompt("leaderOtherThan()", () -> nowhere.get()
                .leaderOtherThan(bench().election(), Optional.of(new Leader("somebody", 1))));
        bench().awaitFailure(renewal, "renewal");
        bench().await(left.handle((none, error) -> true), "end of leave()");
        assertThat(campaign.won()).as("win").matches(won -> !won.isDone() || won.isCompletedExceptionally());
        assertThat(watch).as("watch").matches(seen -> !seen.isDone() || seen.isCompletedExceptionally());
        closesInTime(nowhere.get());
    }

    @Test
    @DisplayName("Rule 5: when the connection closes, what is pending fails")
    default void pendingFuturesFailOnClose() {
        Backend closing = bench().connect();
        Standing leader = bench().stand(closing, "leader");
        long token = leader.awaitWin();
        Standing waiting = bench().stand(closing, "waiting");
        waiting.awaitRenewal();
        var watch = closing.leaderOtherThan(bench().election(), Optional.of(new Leader("leader", token)));
        closesInTime(closing);
        bench().awaitFailure(waiting.campaign().won(), "win of who waited");
        bench().awaitFailure(watch, "watch");
        bench().await(leader.campaign().lost().handle((none, error) -> true), "end of the leader's lost()");
        bench().await(waiting.campaign().lost().handle((none, error) -> true), "end of the other's lost()");
        closesInTime(closing);
    }

    @Test
    @DisplayName("Rule 5: after the connection has closed, calls fail through their futures")
    default void callsAfterCloseFailThroughFutures() {
        Backend closed = bench().connect();
        Standing leader = bench().stand(closed, "leader");
        leader.awaitWin();
        closesInTime(closed);
        bench().awaitFailure(bench().prompt("renew()", () -> leader.campaign().renew()), "renewal");
        bench().await(
                        bench().prompt("leave()", () -> leader.campaign().leave())
                                .handle((none, error) -> true),
                        "end of leave()");
        Campaign late = bench().prompt("campaign()", () -> bench().campaign(closed, "late"));
        bench().awaitFailure(late.won(), "win");
        bench().awaitFailure(bench().prompt("renew()", late::renew), "renewal");
        var watch = bench().prompt(
                        "leaderOtherThan()",
                        () -> closed.leaderOtherThan(bench().election(), Optional.of(new Leader("somebody", 1))));
        bench().awaitFailure(watch, "watch");
    }

    private void callEverything(Backend connection) {
        Campaign campaign = bench().prompt("campaign()", () -> bench().campaign(connection, "caller"));
        bench().prompt("won()", campaign::won);
        bench().prompt("lost()", campaign::lost);
        CompletableFuture<Duration> renewal = bench().prompt("renew()", campaign::renew);
        var watch = bench().prompt(
                        "leaderOtherThan()", () -> connection.leaderOtherThan(bench().election(), Optional.empty()));
        bench().await(renewal, "renewal");
        CompletableFuture<Void> left = bench().prompt("leave()", campaign::leave);
        bench().await(left, "leave()");
        watch.cancel(false);
    }

    private void closesInTime(Backend connection) {
        long start = System.nanoTime();
        connection.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time that close() took")
                .isLessThan(Bench.CLOSING);
    }
}
