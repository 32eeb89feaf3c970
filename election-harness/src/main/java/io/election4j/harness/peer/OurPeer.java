/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.LeaderWatch;
import io.election4j.Term;
import io.election4j.peers.Peer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of Election4j. */
record OurPeer(Elections elections) implements Peer {

    @Override
    public Stand enter(String election, String candidateId, Events events) {
        OurStand stand = new OurStand(events);
        stand.candidacy = elections.enterAsync(election, candidateId, stand::lead);
        return stand;
    }

    @Override
    public Following follow(String election, Consumer<String> onLeader) {
        LeaderWatch watch = elections.watch(
                election,
                leader -> onLeader.accept(leader.map(Leader::candidateId).orElse("")));
        return watch::close;
    }

    @Override
    public void close() {
        elections.close();
    }

    /** A candidate that leads until it leaves or its term ends. */
    private static final class OurStand implements Stand {
        private final Events events;
        private volatile boolean leaving;
        private volatile @Nullable Term term;
        private volatile @Nullable Candidacy candidacy;

        OurStand(Events events) {
            this.events = events;
        }

        private CompletionStage<?> lead(Term won) {
            term = won;
            events.won();
            return won.ended().thenRun(() -> {
                if (!leaving) {
                    events.lost();
                }
            });
        }

        @Override
        public boolean believesToLead() {
            Term current = term;
            return current != null && current.isValid();
        }

        @Override
        public long fencingToken() {
            Term current = term;
            return current == null ? 0 : current.fencingToken();
        }

        @Override
        public void leave() {
            leaving = true;
            Candidacy entered = candidacy;
            if (entered != null) {
                entered.close();
            }
        }
    }
}
