/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests that a pending campaign that is renewed wins when every holder leaves or stops renewing. */
interface ProgressRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 4: a lone candidate wins")
    default void loneCandidateWins() {
        fixture().stand(fixture().connect(), "lone").awaitProof();
    }

    @Test
    @DisplayName("Rule 4: when the leader leaves, the next wins without waiting for anything to expire")
    default void nextWinsWhenTheLeaderLeaves() {
        TestCampaign leader = fixture()
                .stand(fixture().connect(RuleFixture.LONG_TTL), fixture().election(), "leader", RuleFixture.LONG_TTL);
        leader.awaitWin();
        TestCampaign next = fixture()
                .stand(fixture().connect(RuleFixture.LONG_TTL), fixture().election(), "next", RuleFixture.LONG_TTL);
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: when the leader stops renewing but stays connected, the next wins")
    default void nextWinsWhenTheLeaderStopsRenewing() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        leader.stopRenewing();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: when one of several campaigns on a connection stops renewing, the others hold no seat for it")
    default void unrenewedCampaignOnABusyConnectionIsDropped() {
        Backend busy = fixture().connect();
        TestCampaign silent = fixture().stand(busy, "silent");
        silent.awaitProof();
        TestCampaign other = fixture()
                .stand(busy, fixture().election() + ".other", "busy", fixture().ttl());
        other.awaitProof();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        silent.stopRenewing();
        next.awaitProof();
        other.awaitRenewal();
    }

    @Test
    @DisplayName("Rule 4: when the leader's connection closes, the next wins")
    default void nextWinsWhenTheConnectionCloses() {
        Backend closing = fixture().connect();
        TestCampaign leader = fixture().stand(closing, "leader");
        leader.awaitProof();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        closing.close();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a waiting candidate whose connection closed does not block the queue")
    default void disconnectedCandidateDoesNotBlock() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitWin();
        Backend closing = fixture().connect();
        TestCampaign dead = fixture().stand(closing, "dead");
        dead.awaitRenewal();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        next.awaitRenewal();
        closing.close();
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a waiting candidate that is not renewed does not block the queue")
    default void unrenewedCandidateDoesNotBlock() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitWin();
        Campaign silent = fixture().campaign(fixture().connect(), "silent");
        fixture().assertStaysPending(silent.won(), fixture().ttl().dividedBy(4), "win behind the leader");
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a waiting candidate that left does not block the queue")
    default void leftCandidateDoesNotBlock() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitWin();
        TestCampaign left = fixture().stand(fixture().connect(), "left");
        left.awaitRenewal();
        TestCampaign next = fixture().stand(fixture().connect(), "next");
        next.awaitRenewal();
        left.leave();
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a candidate that waits for many times to live still wins in the end")
    default void candidateWinsAfterALongWait() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign patient = fixture().stand(fixture().connect(), "patient");
        fixture()
                .assertStaysPending(patient.campaign().won(), fixture().ttl().multipliedBy(4), "win behind the leader");
        leader.leave();
        patient.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: every candidate in the queue wins when each leader leaves in some way")
    default void everybodyGetsATurn() {
        List<Backend> connections = new ArrayList<>();
        List<TestCampaign> queue = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            connections.add(fixture().connect());
            queue.add(fixture().stand(connections.get(i), "candidate-" + i));
        }
        List<TestCampaign> all = List.copyOf(queue);
        while (!queue.isEmpty()) {
            TestCampaign leader = awaitWinner(fixture(), queue);
            queue.remove(leader);
            switch (queue.size() % 3) {
                case 0 -> leader.leave();
                case 1 -> leader.stopRenewing();
                default -> connections.get(all.indexOf(leader)).close();
            }
        }
    }

    @Test
    @DisplayName("Rule 4: progress in one of many elections needs nothing from the others")
    default void manyElectionsGoOn() {
        Backend one = fixture().connect();
        Backend two = fixture().connect();
        List<TestCampaign> leaders = standInMany(one, "leader");
        leaders.forEach(TestCampaign::awaitWin);
        List<TestCampaign> successors = standInMany(two, "successor");
        leaders.forEach(TestCampaign::leave);
        successors.forEach(TestCampaign::awaitProof);
    }

    private List<TestCampaign> standInMany(Backend connection, String candidateId) {
        return IntStream.range(0, 20)
                .mapToObj(i -> fixture()
                        .stand(
                                connection,
                                fixture().election() + "." + i,
                                candidateId,
                                fixture().ttl()))
                .toList();
    }

    /** Waits until one of the campaigns has won, and returns it. */
    static TestCampaign awaitWinner(RuleFixture fixture, List<TestCampaign> waiting) {
        CompletableFuture<?>[] wins =
                waiting.stream().map(TestCampaign::campaign).map(Campaign::won).toArray(CompletableFuture<?>[]::new);
        fixture.await(CompletableFuture.anyOf(wins), "win of one of " + wins.length);
        return waiting.stream().filter(TestCampaign::hasWon).findFirst().orElseThrow();
    }
}
