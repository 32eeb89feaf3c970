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
 * Hears who is asked to resign, on behalf of all leaders of one engine.
 *
 * <p>Whoever asks stands in the election {@link #ELECTION} of the same namespace, under a name that says which term is to
 * end: an election is the one thing that every service keeps, tells and forgets in good time. Only its leader is heard;
 * the next one is when that has left. The election is watched from the first term until the last candidacy is withdrawn.
 */
final class ResignRequestWatch {
    /** Reserved: here stand those who ask, and nobody else. */
    static final String ELECTION = "election4j.resign";

    private static final Logger log = LoggerFactory.getLogger(ResignRequestWatch.class);

    private final Loop loop;
    private final Participants participants;

    /** Touched on the loop alone, as are the others: the terms that are served, each under the request that ends it. */
    private final Map<String, Term> served = new HashMap<>();

    private int candidacies;
    private @Nullable FollowedElection watch;

    ResignRequestWatch(Loop loop, Participants participants) {
        this.loop = loop;
        this.participants = participants;
    }

    /** The name under which whoever wants a term to end stands. No successor answers to it. */
    static String asking(String election, long fencingToken) {
        return election + " " + fencingToken;
    }

    /** The same leadership, whose terms end when they are asked to. */
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

    /** Counts a candidacy for as long as it stands. */
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
            return; // and its candidacy may have been withdrawn: nothing would end a watch begun now
        }
        served.put(request, term);
        if (watch == null) {
            watch = participants.follow(ELECTION, Optional.empty(), asking -> loop.run(() -> hear(asking)));
        } else {
            hear(watch.leader()); // who asks may have been seen before the term began
        }
    }

    private void hear(Optional<Leader> asking) {
        asking.map(Leader::candidateId).map(served::get).ifPresent(term -> {
            log.info("asked to resign: {}", asking.get().candidateId());
            term.resign();
        });
    }
}
