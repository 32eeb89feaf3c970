/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests that a campaign wins at most once, and never after {@code lost()} or {@code leave()}. */
interface OneShotRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 3: a candidate that has left before it won never wins, not even when the seat becomes free")
    default void candidateThatLeftNeverWins() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitWin();
        TestCampaign left = fixture().stand(fixture().connect(), "left");
        TestCampaign third = fixture().stand(fixture().connect(), "third");
        left.leave();
        leader.leave();
        third.awaitWin();
        third.leave();
        fixture().winAnew("fourth");
        assertThat(left.hasWon()).as("win after leaving").isFalse();
    }

    @Test
    @DisplayName("Rule 3: the only waiting candidate never wins after it has left")
    default void onlyWaitingCandidateNeverWinsAfterLeaving() {
        Backend shared = fixture().connect();
        TestCampaign leader = fixture().stand(shared, "leader");
        long token = leader.awaitWin();
        TestCampaign left = fixture().stand(shared, "left");
        left.leave();
        leader.leave();
        assertThat(leaderAfter(new Leader("leader", token)))
                .as("leader after both have left")
                .isEmpty();
        fixture().winAnew("newcomer");
        assertThat(left.hasWon()).as("win after leaving").isFalse();
    }

    @Test
    @DisplayName("Rule 3: a succeeded leader is notified, and does not come back when the seat becomes free")
    default void succeededLeaderDoesNotComeBack() {
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        long token = leader.awaitProof();
        TestCampaign successor = fixture().stand(fixture().connect(), "successor");
        leader.stopRenewing();
        long later = successor.awaitWin();
        fixture().await(leader.campaign().lost(), "loss of the first leader");
        successor.leave();
        leader.awaitNoRenewal();
        assertThat(leaderAfter(new Leader("successor", later)))
                .as("leader after the successor has left")
                .isEmpty();
        assertThat(fixture().winAnew("newcomer")).as("token of the newcomer").isGreaterThan(token);
        assertThat(leader.campaign().won().join())
                .as("token of the first leader")
                .isEqualTo(token);
    }

    @Test
    @DisplayName("Rule 3: a leave that races with the freed seat leaves no winner behind")
    default void leaveThatRacesWithTheFreedSeatIsFinal() {
        Backend one = fixture().connect();
        Backend two = fixture().connect();
        for (int i = 0; i < 10; i++) {
            TestCampaign leader = fixture().stand(one, "leader-" + i);
            leader.awaitWin();
            TestCampaign racing = fixture().stand(two, "racing-" + i);
            leader.stopRenewing();
            racing.stopRenewing();
            var leaving = leader.campaign().leave();
            fixture().await(racing.campaign().leave(), "leave() that races");
            boolean hadWon = racing.hasWon();
            fixture().await(leaving, "leave() of the leader");
            fixture().winAnew("next-" + i);
            assertThat(racing.hasWon()).as("win after leaving").isEqualTo(hadWon);
        }
    }

    private Optional<Leader> leaderAfter(Leader known) {
        return fixture()
                .await(
                        fixture().connect().leaderOtherThan(fixture().election(), Optional.of(known)),
                        "sight of other than " + known);
    }
}
