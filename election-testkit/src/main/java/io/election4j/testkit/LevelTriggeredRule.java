/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests that {@code leaderOtherThan(x)} completes at once if the leader is not <i>x</i>, and never with <i>x</i>. */
interface LevelTriggeredRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Rule 7: a watch that knows no leader reports the present one, by name and token")
    default void presentLeaderIsReported() {
        Leader leader = lead(fixture().connect(), "leader");
        Backend observer = fixture().connect();
        assertThat(see(observer, Optional.empty())).as("leader").contains(leader);
    }

    @Test
    @DisplayName("Rule 7: a watch that knows another leader, or another term, reports the present leader")
    default void presentLeaderIsReportedIfAnotherIsKnown() {
        Leader leader = lead(fixture().connect(), "leader");
        Backend observer = fixture().connect();
        assertThat(see(observer, Optional.of(new Leader("other", leader.fencingToken()))))
                .contains(leader);
        assertThat(see(observer, Optional.of(new Leader("leader", leader.fencingToken() - 1))))
                .contains(leader);
    }

    @Test
    @DisplayName("Rule 7: a watch that knows a leader reports at once that there is none")
    default void emptySeatIsReported() {
        assertThat(see(fixture().connect(), Optional.of(new Leader("ghost", 1))))
                .as("leader")
                .isEmpty();
    }

    @Test
    @DisplayName("Rule 7: a watch that knows the present leader reports nothing while it renews")
    default void knownLeaderIsNotReported() {
        Leader leader = lead(fixture().connect(), "leader");
        fixture().stand(fixture().connect(), "waiting");
        var watch = fixture().connect().leaderOtherThan(fixture().election(), Optional.of(leader));
        fixture().assertStaysPending(watch, fixture().ttl().multipliedBy(2), "watch of who knows the leader");
    }

    @Test
    @DisplayName("Rule 7: a watch that knows that there is no leader reports the first")
    default void firstLeaderIsReported() {
        var watch = fixture().connect().leaderOtherThan(fixture().election(), Optional.empty());
        fixture().assertStaysPending(watch, fixture().ttl(), "watch of an empty election");
        Leader leader = lead(fixture().connect(), "leader");
        assertThat(fixture().await(watch, "sight of the first leader")).contains(leader);
    }

    @Test
    @DisplayName("Rule 7: a handover is seen, through every pending watch")
    default void handoverIsSeen() {
        Backend observer = fixture().connect();
        TestCampaign first = fixture().stand(fixture().connect(), "first");
        Leader known = new Leader("first", first.awaitWin());
        TestCampaign second = fixture().stand(fixture().connect(), "second");
        var watch = observer.leaderOtherThan(fixture().election(), Optional.of(known));
        var another = observer.leaderOtherThan(fixture().election(), Optional.of(known));
        first.leave();
        Leader next = new Leader("second", second.awaitWin());
        assertThat(settled(observer, fixture().await(watch, "sight of the handover")))
                .contains(next);
        assertThat(settled(observer, fixture().await(another, "second sight of the handover")))
                .contains(next);
    }

    @Test
    @DisplayName("Rule 7: a watch reports that a leader stopped renewing")
    default void expiryOfTheLeaderIsSeen() {
        Backend observer = fixture().connect();
        TestCampaign silent = fixture().stand(fixture().connect(), "silent");
        Leader known = new Leader("silent", silent.awaitProof());
        silent.stopRenewing();
        assertThat(see(observer, Optional.of(known)))
                .as("leader after the only one fell silent")
                .isEmpty();
    }

    @Test
    @DisplayName("Rule 7: over many handovers no answer repeats what was known, and the last leader is seen")
    default void answersNeverRepeatWhatWasKnown() {
        SeenLeaders sightings = new SeenLeaders(fixture().connect(), fixture().election());
        Leader last = new Leader("nobody", 0);
        Backend connection = fixture().connect();
        for (int i = 0; i < 5; i++) {
            TestCampaign leader = fixture().stand(connection, "candidate-" + i);
            last = new Leader("candidate-" + i, leader.awaitWin());
            if (i < 4) {
                leader.leave();
            }
        }
        fixture().await(sightings.sighting(last), "sight of the last leader");
        assertThat(sightings.repetitions())
                .as("answers that repeat what was known")
                .isEmpty();
        assertThat(sightings.tokens())
                .as("tokens in the order of sight")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sightings.failures()).as("failures").isEmpty();
    }

    @Test
    @DisplayName("Rule 7: cancelling a watch ends it and disturbs nobody")
    default void cancellingEndsTheWatch() {
        Backend observer = fixture().connect();
        Leader leader = lead(fixture().connect(), "leader");
        var cancelled = observer.leaderOtherThan(fixture().election(), Optional.of(leader));
        var pending = observer.leaderOtherThan(fixture().election(), Optional.of(leader));
        cancelled.cancel(false);
        assertThat(cancelled).isCancelled();
        assertThat(see(observer, Optional.empty()))
                .as("leader after a watch was cancelled")
                .contains(leader);
        fixture().assertStaysPending(pending, fixture().ttl(), "the other watch");
    }

    @Test
    @DisplayName("Rule 7: names of every allowed form are reported as they were given")
    default void namesAreReportedAsGiven() {
        String longName = fixture().election()
                + ".A_z-9".repeat(30).substring(0, 200 - fixture().election().length());
        String candidateId = "node 1/\u00fc\u4e16 %2F \"{}\"?&=#\\" + "x".repeat(200);
        TestCampaign leader = fixture()
                .stand(fixture().connect(), longName, candidateId, fixture().ttl());
        long token = leader.awaitWin();
        CompletableFuture<Optional<Leader>> watch = fixture().connect().leaderOtherThan(longName, Optional.empty());
        assertThat(fixture().await(watch, "sight of the leader")).contains(new Leader(candidateId, token));
    }

    private Leader lead(Backend connection, String candidateId) {
        return new Leader(candidateId, fixture().stand(connection, candidateId).awaitProof());
    }

    private Optional<Leader> see(Backend observer, Optional<Leader> known) {
        return fixture().await(observer.leaderOtherThan(fixture().election(), known), "sight of other than " + known);
    }

    /** A handover may be seen in two steps: first no leader, then the next leader. */
    private Optional<Leader> settled(Backend observer, Optional<Leader> seen) {
        return seen.isPresent() ? seen : see(observer, Optional.empty());
    }
}
