/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Leader;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** All who stand and all who watch in one engine, so that closing it leaves nobody behind. */
final class Participants {
    private final EngineParts engine;

    /** Touched on the loop alone, as are the others. */
    private final Set<StandingCandidacy> candidacies = new LinkedHashSet<>();

    private final Set<FollowedElection> watches = new LinkedHashSet<>();
    private boolean closing;

    Participants(EngineParts engine) {
        this.engine = engine;
    }

    /** Begins a candidacy soon. */
    void stand(StandingCandidacy entered) {
        engine.loop().run(() -> {
            candidacies.add(entered);
            var unused =
                    entered.withdrawn().whenComplete((none, e) -> engine.loop().run(() -> candidacies.remove(entered)));
            if (closing) {
                entered.withdraw();
            } else {
                entered.contest();
            }
        });
    }

    /** Begins a watch soon, which tells of any other leader than the one known. */
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

    /** Lets nobody in any more; completes when all have left. Called on the loop. */
    CompletableFuture<Void> withdrawAll() {
        closing = true;
        Set.copyOf(watches).forEach(FollowedElection::stop);
        Set<StandingCandidacy> all = Set.copyOf(candidacies);
        all.forEach(StandingCandidacy::withdraw);
        return CompletableFuture.allOf(
                all.stream().map(StandingCandidacy::withdrawn).toArray(CompletableFuture<?>[]::new));
    }
}
