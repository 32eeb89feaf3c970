/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Leader;
import io.election4j.runtime.Failures;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds all candidacies and watches of one engine, so that closing the engine ends them all. */
final class Participants {
    private static final Logger log = LoggerFactory.getLogger(Participants.class);

    private final EngineContext engine;

    /** This and the other mutable fields are accessed on the loop only. */
    private final Set<StandingCandidacy> candidacies = new LinkedHashSet<>();

    private final Set<FollowedElection> watches = new LinkedHashSet<>();
    private final CompletableFuture<Void> allLeft = new CompletableFuture<>();
    private boolean closing;

    Participants(EngineContext engine) {
        this.engine = engine;
    }

    /** Begins a candidacy soon. */
    void stand(StandingCandidacy entered) {
        engine.loop().run(() -> {
            candidacies.add(entered);
            var unused =
                    entered.withdrawn().whenComplete((none, e) -> engine.loop().run(() -> forget(entered)));
            if (closing) {
                entered.withdraw();
            } else {
                entered.contest();
            }
        });
    }

    /** Begins a watch soon, which reports any leader other than the one known. */
    FollowedElection follow(String election, Optional<Leader> known, Consumer<Optional<Leader>> onChange) {
        FollowedElection watch = new FollowedElection(engine, election, known, onChange, watches::remove);
        engine.loop().run(() -> {
            if (!closing) {
                watches.add(watch);
                watch.ask();
            }
        });
        return watch;
    }

    /**
     * Ends all watches and candidacies and admits no more; completes on the loop when all candidacies have left. Called
     * on the loop; calling it again is harmless.
     */
    CompletableFuture<Void> withdrawAll() {
        closing = true;
        each(Set.copyOf(watches), FollowedElection::stop);
        each(Set.copyOf(candidacies), StandingCandidacy::withdraw);
        candidacies.removeIf(candidacy -> candidacy.withdrawn().isDone());
        if (candidacies.isEmpty()) {
            allLeft.complete(null);
        }
        return allLeft;
    }

    /** Calls the consumer for each candidacy and watch. Called on the loop. */
    void forEach(Consumer<Watchdog.Watched> look) {
        candidacies.forEach(look);
        watches.forEach(look);
    }

    private void forget(StandingCandidacy entered) {
        candidacies.remove(entered);
        if (closing && candidacies.isEmpty()) {
            allLeft.complete(null);
        }
    }

    /** A failure of one must not prevent the others from leaving. */
    private static <T> void each(Set<T> all, Consumer<T> leave) {
        for (T one : all) {
            try {
                leave.accept(one);
            } catch (RuntimeException | Error bug) {
                Failures.log(readable -> log.error("somebody could not leave", readable), bug);
            }
        }
    }
}
