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

/** Tests that a campaign holds nothing once {@code leave()} completes normally, and that a second call is harmless. */
interface CleanExitRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 6: after the leader has left, the seat is seen to be empty and another wins at once")
    default void nothingIsHeldAfterLeaving() {
        TestCampaign leader = standLong("leader");
        long token = leader.awaitProof();
        leader.leave();
        assertThat(fixture().connect().leaderOtherThan(fixture().election(), Optional.of(new Leader("leader", token))))
                .succeedsWithin(fixture().patience())
                .as("leader after the only candidate has left")
                .isEqualTo(Optional.empty());
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: leaving twice is harmless")
    default void leavingTwiceIsHarmless() {
        TestCampaign leader = standLong("leader");
        leader.awaitWin();
        leader.leave();
        leader.leave();
        TestCampaign next = standLong("next");
        next.awaitProof();
        leader.leave();
        next.awaitRenewal();
        fixture().assertStaysPending(next.campaign().lost(), fixture().ttl(), "loss of the successor");
    }

    @Test
    @DisplayName("Rule 6: leaving twice at once completes both calls")
    default void leavingTwiceAtOnceIsHarmless() {
        TestCampaign leader = standLong("leader");
        leader.awaitWin();
        leader.stopRenewing();
        var first = leader.campaign().leave();
        var second = leader.campaign().leave();
        fixture().await(first, "first leave()");
        fixture().await(second, "second leave()");
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: a candidate that leaves the queue holds no place in it")
    default void nothingIsHeldAfterLeavingTheQueue() {
        TestCampaign leader = standLong("leader");
        leader.awaitWin();
        TestCampaign waiting = standLong("waiting");
        waiting.awaitRenewal();
        waiting.leave();
        leader.leave();
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: a candidate that leaves before the service has answered holds nothing either")
    default void nothingIsHeldAfterLeavingAtOnce() {
        Backend connection = fixture().connect(RuleFixture.LONG_TTL);
        for (int i = 0; i < 20; i++) {
            Campaign hasty = connection.campaign(fixture().election(), "hasty-" + i, RuleFixture.LONG_TTL);
            fixture().await(hasty.leave(), "leave() of a campaign just begun");
        }
        standLong("next").awaitProof();
    }

    @Test
    @DisplayName("Rule 6: leaving after the seat is lost is harmless")
    default void leavingAfterTheLossIsHarmless() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        leader.stopRenewing();
        next.awaitProof();
        leader.leave();
        next.awaitRenewal();
        fixture().assertStaysPending(next.campaign().lost(), fixture().ttl(), "loss of the successor");
    }

    @Test
    @DisplayName("Rule 6: a campaign that has left is not renewed")
    default void campaignThatLeftIsNotRenewed() {
        TestCampaign leader = standLong("leader");
        leader.awaitProof();
        leader.leave();
        leader.awaitNoRenewal();
    }

    @Test
    @DisplayName("Rule 6: one campaign that leaves takes nothing from the others on its connection")
    default void othersOnTheConnectionStay() {
        Backend shared = fixture().connect();
        TestCampaign stays = fixture()
                .stand(
                        shared,
                        fixture().election() + ".other",
                        "stays",
                        fixture().ttl());
        stays.awaitProof();
        TestCampaign leaves = fixture().stand(shared, "leaves");
        leaves.awaitProof();
        leaves.leave();
        fixture().assertStaysPending(stays.campaign().lost(), fixture().ttl().multipliedBy(2), "loss of the other");
        stays.awaitRenewal();
    }

    private TestCampaign standLong(String candidateId) {
        return fixture()
                .stand(
                        fixture().connect(RuleFixture.LONG_TTL),
                        fixture().election(),
                        candidateId,
                        RuleFixture.LONG_TTL);
    }
}
