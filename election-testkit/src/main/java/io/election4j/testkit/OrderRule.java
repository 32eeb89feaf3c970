/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A later win has a larger token. */
interface OrderRule {

    Bench bench();

    @Test
    @DisplayName("Rule 2: over ten wins on three connections, tokens rise from at least 1")
    default void tokensRiseOverTenWins() {
        List<Backend> connections = List.of(bench().connect(), bench().connect(), bench().connect());
        List<Long> tokens = new ArrayList<>(List.of(0L));
        for (int i = 0; i < 10; i++) {
            Standing leader = bench().stand(connections.get(i % connections.size()), "candidate-" + i);
            tokens.add(leader.awaitWin());
            leader.leave();
        }
        assertThat(tokens).as("tokens, after a zero").isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Rule 2: tokens rise when the seat goes down a queue that stood all the time")
    default void tokensRiseDownTheQueue() {
        Backend shared = bench().connect();
        List<Standing> queue = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queue.add(bench().stand(i % 2 == 0 ? shared : bench().connect(), "candidate-" + i));
        }
        List<Long> tokens = new ArrayList<>(List.of(0L));
        while (!queue.isEmpty()) {
            Standing leader = ProgressRule.awaitWinner(bench(), queue);
            tokens.add(leader.awaitWin());
            leader.leave();
            queue.remove(leader);
        }
        assertThat(tokens).as("tokens, after a zero").isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Rule 2: the token rises when the leader falls silent")
    default void tokenRisesWhenTheLeaderFallsSilent() {
        Standing leader = bench().stand(bench().connect(), "leader");
        long token = leader.awaitProof();
        Standing successor = bench().stand(bench().connect(), "successor");
        leader.stopRenewing();
        assertThat(successor.awaitWin()).as("token of the successor").isGreaterThan(token);
    }

    @Test
    @DisplayName("Rule 2: the token rises although everybody had gone")
    default void tokenRisesAfterEverybodyHadGone() {
        Backend first = bench().connect();
        Standing leader = bench().stand(first, "leader");
        long token = leader.awaitWin();
        leader.leave();
        first.close();
        assertThat(bench().winAnew("newcomer")).as("token of the newcomer").isGreaterThan(token);
    }

    @Test
    @DisplayName("Rule 2: one candidate that wins again gets a larger token")
    default void sameCandidateGetsALargerToken() {
        Backend connection = bench().connect();
        Standing first = bench().stand(connection, "candidate");
        long token = first.awaitWin();
        first.leave();
        assertThat(bench().stand(connection, "candidate").awaitWin())
                .as("second token")
                .isGreaterThan(token);
    }
}
