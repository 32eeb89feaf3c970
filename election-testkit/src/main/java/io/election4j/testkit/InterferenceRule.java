/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.spi.Backend;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tests that interference by other clients takes at most the seat: the leader learns of the loss within two times to
 * live, and the election goes on with a larger token.
 */
interface InterferenceRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Interference: when the seat is deleted, the leader loses it and the next wins")
    default void deletedSeatIsLost() throws Exception {
        ServiceTampering tampering = fixture().tampering();
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        long token = leader.awaitProof();
        Backend other = fixture().connect();
        TestCampaign next = fixture().stand(other, "next");
        next.awaitRenewal();
        tampering.deleteSeat(fixture().election());
        leader.awaitUnseated();
        assertSucceeded(leader, token, next, other);
    }

    @Test
    @DisplayName("Interference: when the seat is overwritten, the leader may lose it, but nobody is blocked")
    default void overwrittenSeatBlocksNobody() throws Exception {
        ServiceTampering tampering = fixture().tampering();
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        long token = leader.awaitProof();
        Backend other = fixture().connect();
        TestCampaign next = fixture().stand(other, "next");
        next.awaitRenewal();
        tampering.overwriteSeat(fixture().election());
        if (!leader.isUnseatedWithin(fixture().ttl().multipliedBy(2))) {
            assertThat(next.hasWon())
                    .as("win of the next while the leader is renewed")
                    .isFalse();
            assertThat(leader.awaitWin()).as("token of the leader").isEqualTo(token);
        }
        assertSucceeded(leader, token, next, other);
    }

    @Test
    @DisplayName("Interference: when the session is ended, the leader loses the seat, and its connection stays usable")
    default void endedSessionIsLost() throws Exception {
        ServiceTampering tampering = fixture().tampering();
        Backend connection = fixture().connect();
        TestCampaign leader = fixture().stand(connection, "leader");
        long token = leader.awaitProof();
        Backend other = fixture().connect();
        TestCampaign next = fixture().stand(other, "next");
        next.awaitRenewal();
        tampering.endSession(fixture().election());
        leader.awaitUnseated();
        assertSucceeded(leader, token, next, other).leave();
        TestCampaign again = fixture().stand(connection, "again");
        assertThat(again.awaitProof()).as("token of a new attempt").isGreaterThan(token);
    }

    @Test
    @DisplayName("Interference: an election that is deleted as a whole has a leader again")
    default void deletedElectionGoesOn() throws Exception {
        ServiceTampering tampering = fixture().tampering();
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        long token = leader.awaitProof();
        Backend other = fixture().connect();
        TestCampaign next = fixture().stand(other, "next");
        next.awaitRenewal();
        tampering.deleteElection(fixture().election());
        leader.awaitUnseated();
        assertSucceeded(leader, token, next, other);
    }

    @Test
    @DisplayName("Interference: a restored snapshot brings no term back, and the election goes on")
    default void restoredSnapshotBringsNoTermBack() throws Exception {
        ServiceTampering tampering = fixture().tampering();
        Backend connection = fixture().connect();
        TestCampaign former = fixture().stand(connection, "former");
        former.awaitProof();
        Optional<ServiceTampering.Snapshot> snapshot = tampering.snapshot();
        assumeThat(snapshot).as("a snapshot of the service").isPresent();
        former.leave();
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        snapshot.get().restore();
        Backend other = fixture().connect();
        TestCampaign next = fixture().stand(other, "next");
        leader.awaitUnseated();
        leader.giveUp();
        next = lastAttempt(next, other);
        next.awaitProof();
        leader.awaitNoRenewal();
        former.awaitNoRenewal();
        assertThat(former.campaign().lost()).as("loss told to who had left").isNotCompleted();
        next.leave();
        fixture().stand(connection, "again").awaitProof();
    }

    @Test
    @DisplayName("Interference: a win whose reply is lost blocks nobody and is not won twice")
    default void lostReplyBlocksNobody() {
        UnreliableRoute line = fixture().unreliableRoute();
        Backend unreliable = fixture().connectOver(line);
        TestCampaign before = fixture().stand(unreliable, line.candidate());
        before.awaitProof();
        before.leave();
        line.loseReplies();
        TestCampaign unsure = fixture().stand(unreliable, line.candidate());
        Backend sound = fixture().connect();
        fixture().awaitLeader(sound, fixture().ttl());
        TestCampaign next = fixture().stand(sound, "next");
        line.cut();
        line.mend();
        fixture().await(CompletableFuture.anyOf(unsure.outcome(), next.outcome()), "win of one, or end of the unsure");
        long token = 0;
        if (unsure.hasWon()) {
            token = unsure.awaitProof();
            assertThat(next.hasWon()).as("second win").isFalse();
            unsure.leave();
        } else {
            unsure.giveUp();
        }
        TestCampaign successor = lastAttempt(next, sound);
        assertThat(successor.awaitProof()).as("token of the next").isGreaterThan(token);
        unsure.awaitNoRenewal();
        successor.leave();
        fixture().winAnew("afterwards");
    }

    /** Starts a new attempt if one fails or loses its seat at once, as the engine does. */
    private TestCampaign lastAttempt(TestCampaign first, Backend connection) {
        TestCampaign attempt = first;
        for (int i = 1; i <= 2 && !attempt.provesItsWin(); i++) {
            attempt.giveUp();
            attempt = fixture().stand(connection, "next, anew");
        }
        return attempt;
    }

    private TestCampaign assertSucceeded(TestCampaign leader, long token, TestCampaign next, Backend connection) {
        leader.giveUp();
        TestCampaign successor = lastAttempt(next, connection);
        assertThat(successor.awaitProof()).as("token of the next").isGreaterThan(token);
        leader.awaitNoRenewal();
        successor.awaitRenewal();
        return successor;
    }
}
