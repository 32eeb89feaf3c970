/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A campaign wins at most once, and never after {@code lost()} or {@code leave()}. */
interface OneShotRule {

    Bench bench();

    @Test
    @DisplayName("Rule 3: who has left before winning never wins, not even when the seat becomes free")
    default void whoHasLeftNeverWins() {
        Standing leader = bench().stand(bench().connect(), "leader");
        leader.awaitWin();
        Standing left = bench().stand(bench().connect(), "left");
        Standing third = bench().stand(bench().connect(), "third");
        left.leave();
        leader.leave();
        third.awaitWin();
        third.leave();
        bench().winAnew("fourth");
        assertThat(left.hasWon()).as("win after leaving").isFalse();
    }

    @Test
    @DisplayName("Rule 3: who has left alone in the queue never wins")
    default void whoHasLeftAloneNeverWins() {
        Backend shared = bench().connect();
        Standing leader = bench().stand(shared, "leader");
        long token = leader.awaitWin();
        Standing left = bench().stand(shared, "left");
        left.leave();
        leader.leave();
        assertThat(leaderAfter(new Leader("leader", token)))
                .as("leader after both have left")
                .isEmpty();
        bench().winAnew("newcomer");
        assertThat(left.hasWon()).as("win after leaving").isFalse();
    }

    @Test
    @DisplayName("Rule 3: who has been succeeded is told, and does not come back when the seat becomes free")
    default void whoHasLostDoesNotComeBack() {
        Standing leader = bench().stand(bench().connect(), "leader");
        long token = leader.awaitProof();
        Standing successor = bench().stand(bench().connect(), "successor");
        leader.stopRenewing();
        long later = successor.awaitWin();
        bench().await(leader.campaign().lost(), "loss of the first leader");
        successor.leave();
        assertThat(leader.campaign().renew())
                .as("renewal of who has lost, with the seat free")
                .failsWithin(bench().patience());
        assertThat(leaderAfter(new Leader("successor", later)))
                .as("leader after the successor has left")
                .isEmpty();
        assertThat(bench().winAnew("newcomer")).as("token of the newcomer").isGreaterThan(token);
        assertThat(leader.campaign().won().join())
                .as("token of the first leader")
                .isEqualTo(token);
    }

    @Test
    @DisplayName("Rule 3: a leave that races with the freed seat leaves no winner behind")
    default void leaveThatRacesWithTheFreedSeatIsFinal() {
        Backend one = bench().connect();
        Backend two = bench().connect();
        for (int i = 0; i < 10; i++) {
            Standing leader = bench().stand(one, "leader-" + i);
            leader.awaitWin();
            Standing racing = bench().stand(two, "racing-" + i);
            leader.stopRenewing();
            racing.stopRenewing();
            var leaving = leader.campaign().leave();
            bench().await(racing.campaign().leave(), "leave() that races");
            boolean hadWon = racing.hasWon();
            bench().await(leaving, "leave() of the leader");
            bench().winAnew("next-" + i);
            assertThat(racing.hasWon()).as("win after leaving").isEqualTo(hadWon);
        }
    }

    private Optional<Leader> leaderAfter(Leader known) {
        return bench().await(
                        bench().connect().leaderOtherThan(bench().election(), Optional.of(known)),
                        "sight of other than " + known);
    }
}
