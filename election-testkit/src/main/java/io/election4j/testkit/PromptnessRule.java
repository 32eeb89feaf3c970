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

/** Tests that no method except {@code Backend.close()} blocks, and that none throws; failures come through futures. */
interface PromptnessRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 5: no call blocks, neither for a leader nor for a waiting candidate nor for a watch")
    default void noCallBlocks() {
        Backend one = fixture().connect(RuleFixture.LONG_TTL);
        callEverything(one);
        TestCampaign leader = fixture().stand(one, fixture().election(), "leader", RuleFixture.LONG_TTL);
        leader.awaitWin();
        callEverything(one);
        callEverything(fixture().connect(RuleFixture.LONG_TTL));
    }

    @Test
    @DisplayName("Rule 5: a connection that has just been made takes calls before the service has answered")
    default void freshConnectionTakesCalls() {
        Backend fresh = fixture().connect(RuleFixture.LONG_TTL);
        Campaign campaign = fixture().prompt("campaign()", () -> fixture().campaign(fresh, "hasty"));
        CompletableFuture<Void> left = fixture().prompt("leave()", campaign::leave);
        fixture().await(left, "leave() of a campaign just begun");
        fixture().winAnew("newcomer");
    }

    @Test
    @DisplayName("Rule 5: where nothing answers, no call blocks or throws, and nobody wins or is renewed")
    default void unreachableServiceFailsThroughFutures() {
        Optional<Backend> nowhere = fixture().connectToNowhere();
        assumeThat(nowhere).as("an address at which nothing answers").isPresent();
        Campaign campaign = fixture().prompt("campaign()", () -> fixture().campaign(nowhere.get(), "lonely"));
        fixture().awaitRenewalFailure(nowhere.get(), campaign);
        CompletableFuture<Void> left = fixture().prompt("leave()", campaign::leave);
        var watch = fixture().prompt("leaderOtherThan()", () -> nowhere.get()
                .leaderOtherThan(fixture().election(), Optional.of(new Leader("somebody", 1))));
        fixture().await(left.handle((none, error) -> true), "end of leave()");
        assertThat(campaign.won()).as("win").matches(won -> !won.isDone() || won.isCompletedExceptionally());
        assertThat(watch).as("watch").matches(seen -> !seen.isDone() || seen.isCompletedExceptionally());
        closesInTime(nowhere.get());
    }

    @Test
    @DisplayName("Rule 5: when the connection closes, what is pending fails")
    default void pendingFuturesFailOnClose() {
        Backend closing = fixture().connect();
        TestCampaign leader = fixture().stand(closing, "leader");
        long token = leader.awaitWin();
        TestCampaign waiting = fixture().stand(closing, "waiting");
        waiting.awaitRenewal();
        var watch = closing.leaderOtherThan(fixture().election(), Optional.of(new Leader("leader", token)));
        closesInTime(closing);
        fixture().awaitFailure(waiting.campaign().won(), "win of who waited");
        fixture().awaitFailure(watch, "watch");
        fixture().await(leader.campaign().lost().handle((none, error) -> true), "end of the leader's lost()");
        fixture().await(waiting.campaign().lost().handle((none, error) -> true), "end of the other's lost()");
        closesInTime(closing);
    }

    @Test
    @DisplayName("Rule 5: after the connection has closed, calls fail through their futures")
    default void callsAfterCloseFailThroughFutures() {
        Backend closed = fixture().connect();
        TestCampaign leader = fixture().stand(closed, "leader");
        leader.awaitWin();
        closesInTime(closed);
        fixture().awaitRenewalFailure(closed, leader.campaign());
        fixture()
                .await(
                        fixture()
                                .prompt("leave()", () -> leader.campaign().leave())
                                .handle((none, error) -> true),
                        "end of leave()");
        Campaign late = fixture().prompt("campaign()", () -> fixture().campaign(closed, "late"));
        fixture().awaitFailure(late.won(), "win");
        fixture().awaitRenewalFailure(closed, late);
        var watch = fixture()
                .prompt(
                        "leaderOtherThan()",
                        () -> closed.leaderOtherThan(fixture().election(), Optional.of(new Leader("somebody", 1))));
        fixture().awaitFailure(watch, "watch");
    }

    private void callEverything(Backend connection) {
        Campaign campaign = fixture().prompt("campaign()", () -> fixture().campaign(connection, "caller"));
        fixture().prompt("won()", campaign::won);
        fixture().prompt("lost()", campaign::lost);
        fixture().until("renewal", () -> fixture().renews(connection, campaign));
        var watch = fixture()
                .prompt(
                        "leaderOtherThan()",
                        () -> connection.leaderOtherThan(fixture().election(), Optional.empty()));
        CompletableFuture<Void> left = fixture().prompt("leave()", campaign::leave);
        fixture().await(left, "leave()");
        watch.cancel(false);
    }

    private void closesInTime(Backend connection) {
        long start = System.nanoTime();
        connection.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("time that close() took")
                .isLessThan(RuleFixture.CLOSING);
    }
}
