/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Once {@code leave()} completes normally, the campaign holds nothing; calling it again is harmless. */
interface CleanExitRule {

    Bench bench();

    @Test
    @DisplayName("Rule 6: after the leader has left, the seat is seen to be empty and another wins at once")
    default void nothingIsHeldAfterLeaving() {
        Standing leader = standLong("leader");
        long token = leader.awaitProof();
        leader.leave();
        assertThat(bench().connect().leaderOtherThan(bench().election(), Optional.of(new Leader("leader", token))))
                .succeedsWithin(bench().patience())
                .as("leader after the only candidate has left")
                .isEqualTo(Optional.empty());
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: leaving twice is harmless")
    default void leavingTwiceIsHarmless() {
        Standing leader = standLong("leader");
        leader.awaitWin();
        leader.leave();
        leader.leave();
        Standing next = standLong("next");
        next.awaitProof();
        leader.leave();
        next.awaitRenewal();
        bench().assertStaysPending(next.campaign().lost(), bench().ttl(), "loss of the successor");
    }

    @Test
    @DisplayName("Rule 6: two calls at once both complete")
    default void leavingTwiceAtOnceIsHarmless() {
        Standing leader = standLong("leader");
        leader.awaitWin();
        leader.stopRenewing();
        var first = leader.campaign().leave();
        var second = leader.campaign().leave();
        bench().await(first, "first leave()");
        bench().await(second, "second leave()");
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: who leaves the queue holds no place in it")
    default void nothingIsHeldAfterLeavingTheQueue() {
        Standing leader = standLong("leader");
        leader.awaitWin();
        Standing waiting = standLong("waiting");
        waiting.awaitRenewal();
        waiting.leave();
        leader.leave();
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: who leaves before the service has answered holds nothing either")
    default void nothingIsHeldAfterLeavingAtOnce() {
        Backend connection = bench().connect(Bench.LONG_TTL);
        for (int i = 0; i < 20; i++) {
            Campaign hasty = connection.campaign(bench().election(), "hasty-" + i, Bench.LONG_TTL);
            bench().await(hasty.leave(), "leave() of a campaign just begun");
        }
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: leaving after the seat is lost is harmless")
    default void leavingAfterTheLossIsHarmless() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing next = bench().stand(bench().connect(), "next");
        leader.stopRenewing();
        next.awaitProof();
        leader.leave();
        next.awaitRenewal();
        bench().assertStaysPending(next.campaign().lost(), bench().ttl(), "loss of the successor");
    }

    @Test
    @DisplayName("Rule 6: who has left is not renewed")
    default void whoHasLeftIsNotRenewed() {
        Standing leader = standLong("leader");
        leader.awaitProof();
        leader.leave();
        bench().awaitFailure(leader.campaign().renew(), "renewal after leaving");
    }

    @Test
    @DisplayName("Rule 6: one campaign that leaves takes nothing from the others on its connection")
    default void othersOnTheConnectionStay() {
        Backend shared = bench().connect();
        Standing stays = bench().stand(shared, bench().election() + ".other", "stays", bench().ttl());
        stays.awaitProof();
        Standing leaves = bench().stand(shared, "leaves");
        leaves.awaitProof();
        leaves.leave();
        bench().assertStaysPending(stays.campaign().lost(), bench().ttl().multipliedBy(2), "loss of the other");
        stays.awaitRenewal();
    }

    private Standing standLong(String candidateId) {
        return bench().stand(bench().connect(Bench.LONG_TTL), bench().election(), candidateId, Bench.LONG_TTL);
    }
}
