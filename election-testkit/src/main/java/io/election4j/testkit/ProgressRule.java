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

/** When every holder leaves or stops renewing, a pending campaign that is renewed wins. */
interface ProgressRule {

    Bench bench();

    @Test
    @DisplayName("Rule 4: a lone candidate wins")
    default void loneCandidateWins() {
        bench().stand(bench().connect(), "lone").awaitProof();
    }

    @Test
    @DisplayName("Rule 4: when the leader leaves, the next wins without waiting for anything to expire")
    default void nextWinsWhenTheLeaderLeaves() {
        Standing leader = bench().stand(bench().connect(Bench.LONG_TTL), bench().election(), "leader", Bench.LONG_TTL);
        leader.awaitWin();
        Standing next = bench().stand(bench().connect(Bench.LONG_TTL), bench().election(), "next", Bench.LONG_TTL);
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: when the leader stops renewing but stays connected, the next wins")
    default void nextWinsWhenTheLeaderFallsSilent() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing next = bench().stand(bench().connect(), "next");
        leader.stopRenewing();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: when one of several campaigns on a connection stops renewing, the others hold no seat for it")
    default void silentCampaignOnABusyConnectionIsDropped() {
        Backend busy = bench().connect();
        Standing silent = bench().stand(busy, "silent");
        silent.awaitProof();
        Standing other = bench().stand(busy, bench().election() + ".other", "busy", bench().ttl());
        other.awaitProof();
        Standing next = bench().stand(bench().connect(), "next");
        silent.stopRenewing();
        next.awaitProof();
        other.awaitRenewal();
    }

    @Test
    @DisplayName("Rule 4: when the leader's connection closes, the next wins")
    default void nextWinsWhenTheConnectionCloses() {
        Backend closing = bench().connect();
        Standing leader = bench().stand(closing, "leader");
        leader.awaitProof();
        Standing next = bench().stand(bench().connect(), "next");
        closing.close();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a waiting candidate whose connection closed does not block the queue")
    default void deadCandidateDoesNotBlock() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitWin();
        Backend closing = bench().connect();
        Standing dead = bench().stand(closing, "dead");
        dead.awaitRenewal();
        Standing next = bench().stand(bench().connect(), "next");
        next.awaitRenewal();
        closing.close();
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a waiting candidate that is not renewed does not block the queue")
    default void silentCandidateDoesNotBlock() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitWin();
        Campaign silent = bench().campaign(bench().connect(), "silent");
        bench().assertStaysPending(silent.won(), bench().ttl().dividedBy(4), "win behind the leader");
        Standing next = bench().stand(bench().connect(), "next");
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a waiting candidate that left does not block the queue")
    default void leftCandidateDoesNotBlock() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitWin();
        Standing left = bench().stand(bench().connect(), "left");
        left.awaitRenewal();
        Standing next = bench().stand(bench().connect(), "next");
        next.awaitRenewal();
        left.leave();
        leader.leave();
        next.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: a candidate that waits for many times to live still wins in the end")
    default void patientCandidateWins() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitProof();
        Standing patient = bench().stand(bench().connect(), "patient");
        bench().assertStaysPending(patient.campaign().won(), bench().ttl().multipliedBy(4), "win behind the leader");
        leader.leave();
        patient.awaitProof();
    }

    @Test
    @DisplayName("Rule 4: everybody in the queue gets a turn when each leader leaves in some way")
    default void everybodyGetsATurn() {
        List<Backend> connections = new ArrayList<>();
        List<Standing> queue = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            connections.add(bench().connect());
            queue.add(bench().stand(connections.get(i), "candidate-" + i));
        }
        List<Standing> all = List.copyOf(queue);
        while (!queue.isEmpty()) {
            Standing leader = awaitWinner(bench(), queue);
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
        Backend one = bench().connect();
        Backend two = bench().connect();
        List<Standing> leaders = standInMany(one, "leader");
        leaders.forEach(Standing::awaitWin);
        List<Standing> successors = standInMany(two, "successor");
        leaders.forEach(Standing::leave);
        successors.forEach(Standing::awaitProof);
    }

    private List<Standing> standInMany(Backend connection, String candidateId) {
        return IntStream.range(0, 20)
                .mapToObj(i -> bench().stand(connection, bench().election() + "." + i, candidateId, bench().ttl()))
                .toList();
    }

    /** One of those waiting that has won. */
    static Standing awaitWinner(Bench bench, List<Standing> waiting) {
        CompletableFuture<?>[] wins =
                waiting.stream().map(Standing::campaign).map(Campaign::won).toArray(CompletableFuture<?>[]::new);
        bench.await(CompletableFuture.anyOf(wins), "win of one of " + wins.length);
        return waiting.stream().filter(Standing::hasWon).findFirst().orElseThrow();
    }
}
