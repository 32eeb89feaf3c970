/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus;
import io.election4j.CandidacyStatus.State;
import io.election4j.Term;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Shows a candidacy to the user. Thread-safe. */
record CandidacyView(EngineContext engine, StandingCandidacy standing, Leadership leadership) implements Candidacy {

    @Override
    public Optional<Term> term() {
        return Optional.<Term>ofNullable(standing.term()).filter(Term::isValid);
    }

    @Override
    public CandidacyStatus status() {
        CandidacyStatus published = standing.status();
        boolean overdue =
                published.state() == State.LEADING && term().isEmpty(); // the loop may be late; the clock is not
        return new CandidacyStatus(overdue ? State.STEPPING_DOWN : published.state(), published.problem(), notice());
    }

    /** Returns empty if the backend throws, because that must not make a health check fail. */
    private Optional<String> notice() {
        try {
            return engine.backend().notice();
        } catch (RuntimeException | Error bug) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        engine.loop().run(standing::withdraw);
        if (!leadership.includesCurrentThread()) { // lead() would wait for itself
            CompletableFuture.anyOf(standing.withdrawn(), engine.closed()).join();
        }
    }
}
