/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests that a later win has a larger token. */
interface OrderRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 2: over ten wins on three connections, tokens rise from at least 1")
    default void tokensRiseOverTenWins() {
        List<Backend> connections =
                List.of(fixture().connect(), fixture().connect(), fixture().connect());
        List<Long> tokens = new ArrayList<>(List.of(0L));
        for (int i = 0; i < 10; i++) {
            TestCampaign leader = fixture().stand(connections.get(i % connections.size()), "candidate-" + i);
            tokens.add(leader.awaitWin());
            leader.leave();
        }
        assertThat(tokens).as("tokens, after a zero").isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Rule 2: tokens rise when each candidate of a queue wins in turn")
    default void tokensRiseDownTheQueue() {
        Backend shared = fixture().connect();
        List<TestCampaign> queue = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queue.add(fixture().stand(i % 2 == 0 ? shared : fixture().connect(), "candidate-" + i));
        }
        List<Long> tokens = new ArrayList<>(List.of(0L));
        while (!queue.isEmpty()) {
            TestCampaign leader = ProgressRule.awaitWinner(fixture(), queue);
            tokens.add(leader.awaitWin());
            leader.leave();
            queue.remove(leader);
        }
        assertThat(tokens).as("tokens, after a zero").isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Rule 2: the token rises when the leader stops renewing")
    default void tokenRisesWhenTheLeaderStopsRenewing() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        long token = leader.awaitProof();
        TestCampaign successor = fixture().stand(fixture().connect(), "successor");
        leader.stopRenewing();
        assertThat(successor.awaitWin()).as("token of the successor").isGreaterThan(token);
    }

    @Test
    @DisplayName("Rule 2: the token rises although all candidates had left")
    default void tokenRisesAfterEverybodyHadGone() {
        Backend first = fixture().connect();
        TestCampaign leader = fixture().stand(first, "leader");
        long token = leader.awaitWin();
        leader.leave();
        first.close();
        assertThat(fixture().winAnew("newcomer")).as("token of the newcomer").isGreaterThan(token);
    }

    @Test
    @DisplayName("Rule 2: one candidate that wins again gets a larger token")
    default void sameCandidateGetsALargerToken() {
        Backend connection = fixture().connect();
        TestCampaign first = fixture().stand(connection, "candidate");
        long token = first.awaitWin();
        first.leave();
        assertThat(fixture().stand(connection, "candidate").awaitWin())
                .as("second token")
                .isGreaterThan(token);
    }
}
