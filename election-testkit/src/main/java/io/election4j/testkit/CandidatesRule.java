/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.spi.Backend;
import io.election4j.testkit.server.Wait;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Tests that a backend lists the leader first and then the other candidates in the order in which they would lead. A
 * backend need not list candidates.
 */
interface CandidatesRule {

    RuleFixture fixture();

    @Test
    @DisplayName("Candidates: nobody stands in an election that nobody has entered")
    default void emptyElectionHasNoCandidates() {
        assertThat(ask(observer(), fixture().election())).isEmpty();
    }

    @Test
    @DisplayName("Candidates: the leader comes first, then the others in the order in which they entered")
    default void leaderComesFirst() {
        Backend observer = observer();
        List<String> expected = new ArrayList<>();
        for (String candidate : List.of("m", "z", "a", "k")) {
            fixture().stand(fixture().connect(), candidate).awaitRenewal();
            expected.add(candidate);
            awaitCandidates(observer, expected);
        }
    }

    @Test
    @DisplayName("Candidates: a candidate that leaves is gone at once, and the next comes first when the leader leaves")
    default void candidateThatLeftIsGone() {
        Backend observer = observer();
        TestCampaign leader = fixture().stand(fixture().connect(), "leader");
        leader.awaitProof();
        TestCampaign second = fixture().stand(fixture().connect(), "second");
        awaitCandidates(observer, List.of("leader", "second"));
        TestCampaign third = fixture().stand(fixture().connect(), "third");
        awaitCandidates(observer, List.of("leader", "second", "third"));
        second.leave();
        assertThat(ask(observer, fixture().election())).containsExactly("leader", "third");
        leader.leave();
        third.awaitProof();
        assertThat(ask(observer, fixture().election())).containsExactly("third");
        third.leave();
        assertThat(ask(observer, fixture().election())).isEmpty();
    }

    @Test
    @DisplayName("Candidates: a candidate that stops renewing is gone some time after")
    default void candidateThatStopsRenewingIsGone() {
        Backend observer = observer();
        TestCampaign silent = fixture().stand(fixture().connect(), "silent");
        silent.awaitProof();
        silent.stopRenewing();
        awaitCandidates(observer, List.of());
    }

    @Test
    @DisplayName("Candidates: candidates of one connection and of one name are all listed, under the name given")
    default void everyCandidateIsListedByName() {
        Backend observer = observer();
        Backend shared = fixture().connect();
        String name = "node 1/\u00fc\u4e16 %2F \"{}\"?&=#\\" + "x".repeat(200);
        fixture().stand(shared, name).awaitProof();
        fixture().stand(shared, name).awaitRenewal();
        awaitCandidates(observer, List.of(name, name));
    }

    @Test
    @DisplayName("Candidates: those of another election are not listed")
    default void electionsAreKeptApart() {
        Backend observer = observer();
        Backend connection = fixture().connect();
        fixture().stand(connection, "here").awaitProof();
        fixture()
                .stand(
                        connection,
                        fixture().election() + ".",
                        "there",
                        fixture().ttl())
                .awaitProof();
        fixture()
                .stand(
                        connection,
                        fixture().election() + "0",
                        "there",
                        fixture().ttl())
                .awaitProof();
        assertThat(ask(observer, fixture().election())).containsExactly("here");
    }

    @Test
    @DisplayName("Candidates: a query neither blocks nor stays pending, where nothing answers and after the end")
    default void queryIsBounded() {
        Backend observer = observer();
        fixture().connectToNowhere().ifPresent(nowhere -> fixture()
                .awaitFailure(
                        fixture()
                                .prompt(
                                        "candidates()",
                                        () -> nowhere.candidates(fixture().election())),
                        "question where nothing answers"));
        observer.close();
        fixture()
                .awaitFailure(
                        fixture()
                                .prompt(
                                        "candidates()",
                                        () -> observer.candidates(fixture().election())),
                        "question after close()");
    }

    /** Opens a connection for observing, and skips the test if its backend does not list candidates. */
    private Backend observer() {
        Backend observer = fixture().connect();
        assumeThat(fixture().tellsCandidates(observer))
                .as("the backend tells who stands")
                .isTrue();
        return observer;
    }

    private List<String> ask(Backend observer, String election) {
        return fixture().await(observer.candidates(election), "answer to who stands");
    }

    /** Waits, because a new candidate may be listed with a delay. */
    private void awaitCandidates(Backend observer, List<String> expected) {
        Wait.holds(fixture().patience(), "candidates", () -> assertThat(
                        ask(observer, fixture().election()))
                .isEqualTo(expected));
    }
}
