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

/** {@code leaderOtherThan(x)} completes at once if the leader is not <i>x</i>, and never with <i>x</i>. */
interface LevelTriggeredRule {

    Bench bench();

    @Test
    @DisplayName("Rule 7: who knows of no leader is told of the present one, by name and token")
    default void presentLeaderIsTold() {
        Leader leader = lead(bench().connect(), "leader");
        Backend observer = bench().connect();
        assertThat(see(observer, Optional.empty())).as("leader").contains(leader);
    }

    @Test
    @DisplayName("Rule 7: who knows of another leader, or another term of the same one, is told of the present one")
    default void presentLeaderIsToldToWhoKnowsAnother() {
        Leader leader = lead(bench().connect(), "leader");
        Backend observer = bench().connect();
        assertThat(see(observer, Optional.of(new Leader("other", leader.fencingToken()))))
                .contains(leader);
        assertThat(see(observer, Optional.of(new Leader("leader", leader.fencingToken() - 1))))
                .contains(leader);
    }

    @Test
    @DisplayName("Rule 7: who knows of a leader is told at once that there is none")
    default void emptySeatIsTold() {
        assertThat(see(bench().connect(), Optional.of(new Leader("ghost", 1))))
                .as("leader")
                .isEmpty();
    }

    @Test
    @DisplayName("Rule 7: who knows the present leader is told nothing while it renews")
    default void knownLeaderIsNotTold() {
        Leader leader = lead(bench().connect(), "leader");
        bench().stand(bench().connect(), "waiting");
        var watch = bench().connect().leaderOtherThan(bench().election(), Optional.of(leader));
        bench().assertStaysPending(watch, bench().ttl().multipliedBy(2), "watch of who knows the leader");
    }

    @Test
    @DisplayName("Rule 7: who knows that there is no leader is told of the first")
    default void firstLeaderIsTold() {
        var watch = bench().connect().leaderOtherThan(bench().election(), Optional.empty());
        bench().assertStaysPending(watch, bench().ttl(), "watch of an empty election");
        Leader leader = lead(bench().connect(), "leader");
        assertThat(bench().await(watch, "sight of the first leader")).contains(leader);
    }

    @Test
    @DisplayName("Rule 7: a handover is seen, through every pending watch")
    default void handoverIsSeen() {
        Backend observer = bench().connect();
        Standing first = bench().stand(bench().connect(), "first");
        Leader known = new Leader("first", first.awaitWin());
        Standing second = bench().stand(bench().connect(), "second");
        var watch = observer.leaderOtherThan(bench().election(), Optional.of(known));
        var another = observer.leaderOtherThan(bench().election(), Optional.of(known));
        first.leave();
        Leader next = new Leader("second", second.awaitWin());
        assertThat(settled(observer, bench().await(watch, "sight of the handover")))
                .contains(next);
        assertThat(settled(observer, bench().await(another, "second sight of the handover")))
                .contains(next);
    }

    @Test
    @DisplayName("Rule 7: that the leader fell silent is seen")
    default void silenceOfTheLeaderIsSeen() {
        Backend observer = bench().connect();
        Standing silent = bench().stand(bench().connect(), "silent");
        Leader known = new Leader("silent", silent.awaitProof());
        silent.stopRenewing();
        assertThat(see(observer, Optional.of(known)))
                .as("leader after the only one fell silent")
                .isEmpty();
    }

    @Test
    @DisplayName("Rule 7: over many handovers no answer repeats what was known, and the last leader is seen")
    default void answersNeverRepeatWhatWasKnown() {
        Sightings sightings = new Sightings(bench().connect(), bench().election());
        Leader last = new Leader("nobody", 0);
        Backend connection = bench().connect();
        for (int i = 0; i < 5; i++) {
            Standing leader = bench().stand(connection, "candidate-" + i);
            last = new Leader("candidate-" + i, leader.awaitWin());
            if (i < 4) {
                leader.leave();
            }
        }
        bench().await(sightings.sighting(last), "sight of the last leader");
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
        Backend observer = bench().connect();
        Leader leader = lead(bench().connect(), "leader");
        var cancelled = observer.leaderOtherThan(bench().election(), Optional.of(leader));
        var pending = observer.leaderOtherThan(bench().election(), Optional.of(leader));
        cancelled.cancel(false);
        assertThat(cancelled).isCancelled();
        assertThat(see(observer, Optional.empty()))
                .as("leader after a watch was cancelled")
                .contains(leader);
        bench().assertStaysPending(pending, bench().ttl(), "the other watch");
    }

    @Test
    @DisplayName("Rule 7: names of every allowed form are told as they were given")
    default void namesAreToldAsGiven() {
        String longName = bench().election()
                + ".A_z-9".repeat(30).substring(0, 200 - bench().election().length());
        String candidateId = "node 1/\u00fc\u4e16 %2F \"{}\"?&=#\\" + "x".repeat(200);
        Standing leader = bench().stand(bench().connect(), longName, candidateId, bench().ttl());
        long token = leader.awaitWin();
        CompletableFuture<Optional<Leader>> watch = bench().connect().leaderOtherThan(longName, Optional.empty());
        assertThat(bench().await(watch, "sight of the leader")).contains(new Leader(candidateId, token));
    }

    private Leader lead(Backend connection, String candidateId) {
        return new Leader(candidateId, bench().stand(connection, candidateId).awaitProof());
    }

    private Optional<Leader> see(Backend observer, Optional<Leader> known) {
        return bench().await(observer.leaderOtherThan(bench().election(), known), "sight of other than " + known);
    }

    /** A handover may be seen in two steps: nobody first, then the next leader. */
    private Optional<Leader> settled(Backend observer, Optional<Leader> seen) {
        return seen.isPresent() ? seen : see(observer, Optional.empty());
    }
}
