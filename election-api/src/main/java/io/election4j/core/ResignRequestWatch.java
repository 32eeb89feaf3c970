/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Leader;
import io.election4j.Term;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives requests to resign for all leaders of one engine.
 *
 * <p>A request is a candidate of the election {@link #ELECTION} in the same namespace, and its name contains the term
 * that is to end: an election is the one thing that every service stores, reports and removes in time. Engines receive
 * only the request that leads; the next one leads after that has left. The election is watched from the first term
 * until the last candidacy is withdrawn.
 */
final class ResignRequestWatch {
    /** The reserved election, in which only requests stand. */
    static final String ELECTION = "election4j.resign";

    private static final Logger log = LoggerFactory.getLogger(ResignRequestWatch.class);

    private final Loop loop;
    private final Participants participants;

    /**
     * The terms that are served, each under the request that ends it. This and the other mutable fields are accessed on
     * the loop only.
     */
    private final Map<String, Term> served = new HashMap<>();

    private int candidacies;
    private @Nullable FollowedElection watch;

    ResignRequestWatch(Loop loop, Participants participants) {
        this.loop = loop;
        this.participants = participants;
    }

    /** The name under which a request to end one term stands. No later term matches it. */
    static String asking(String election, long fencingToken) {
        return election + " " + fencingToken;
    }

    /** Wraps a leadership so that its terms end on request. */
    Leadership hearing(String election, Leadership leadership) {
        return new Leadership() {
            @Override
            public void begin(LiveTerm term, Consumer<@Nullable Throwable> ended) {
                String request = asking(election, term.fencingToken());
                leadership.begin(term, failure -> {
                    ended.accept(failure);
                    loop.run(() -> served.remove(request));
                });
                loop.run(() -> serve(request, term));
            }

            @Override
            public boolean includesCurrentThread() {
                return leadership.includesCurrentThread();
            }
        };
    }

    /** Counts a candidacy until it is withdrawn. */
    void onEntered(StandingCandidacy entered) {
        loop.run(() -> candidacies++);
        var unused = entered.withdrawn().whenComplete((none, e) -> loop.run(this::onWithdrawn));
    }

    private void onWithdrawn() {
        candidacies--;
        if (candidacies == 0 && watch != null) {
            watch.stop();
            watch = null;
        }
    }

    private void serve(String request, LiveTerm term) {
        if (!term.isValid()) {
            return; // its candidacy may have been withdrawn, and then nothing would end a watch begun now
        }
        served.put(request, term);
        if (watch == null) {
            watch = participants.follow(ELECTION, Optional.empty(), asking -> loop.run(() -> hear(asking)));
        } else {
            hear(watch.leader()); // the request may have been seen before the term began
        }
    }

    private void hear(Optional<Leader> asking) {
        asking.map(Leader::candidateId).map(served::get).ifPresent(term -> {
            log.info("asked to resign: {}", asking.get().candidateId());
            term.resign();
        });
    }
}
