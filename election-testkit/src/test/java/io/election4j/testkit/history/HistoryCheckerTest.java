/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.history.HistoryEvent.Claimed;
import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Ended;
import io.election4j.testkit.history.HistoryEvent.Proven;
import io.election4j.testkit.history.HistoryEvent.Seen;
import io.election4j.testkit.history.HistoryEvent.Used;
import io.election4j.testkit.history.HistoryEvent.Won;
import io.election4j.testkit.history.Violation.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks histories written by hand: the correct one passes, and each wrong one is reported by its kind. */
class HistoryCheckerTest {

    @Test
    void handoverExpiryAndRestartAreFine() {
        assertThat(check(
                        proven(5, "a", 1, 100),
                        elected(10, "a", 1),
                        claimed(10, "a", 1, 90),
                        seen(12, "a", 1),
                        used(20, "a", 1),
                        ended(50, "a", 1),
                        seen(52, "", 0),
                        proven(55, "b", 2, 155),
                        elected(60, "b", 2),
                        claimed(60, "b", 2, 145),
                        seen(61, "b", 2),
                        proven(150, "a", 3, 250),
                        elected(151, "a", 3),
                        claimed(151, "a", 3, 240)))
                .isEmpty();
    }

    @Test
    void electionsAreCheckedSeparately() {
        assertThat(check(
                        elected(10, "a", 5),
                        claimed(10, "a", 5, 100),
                        new Elected(20, "other", "a", 3),
                        new Claimed(20, "other", "a", 3, 90)))
                .isEmpty();
    }

    @Test
    void overlapIsFoundEvenBehindAShorterTerm() {
        assertThat(check(
                        elected(10, "a", 1), claimed(10, "a", 1, 100), elected(100, "b", 2), claimed(100, "b", 2, 200)))
                .isEmpty();
        Elected late = elected(99, "b", 2);
        assertThat(check(elected(10, "a", 1), claimed(10, "a", 1, 100), late, claimed(99, "b", 2, 110)))
                .containsExactly(violation(Kind.OVERLAP, late, elected(10, "a", 1)));
        assertThat(kinds(
                        elected(10, "a", 1),
                        claimed(10, "a", 1, 500),
                        elected(20, "b", 2),
                        claimed(20, "b", 2, 30),
                        elected(400, "c", 3),
                        claimed(400, "c", 3, 450)))
                .containsExactly(Kind.OVERLAP, Kind.OVERLAP);
    }

    @Test
    void renewedTermOverlapsAlthoughItsFirstDeadlineHadPassed() {
        assertThat(kinds(
                        elected(10, "a", 1),
                        claimed(10, "a", 1, 100),
                        claimed(80, "a", 1, 170),
                        elected(120, "b", 2),
                        claimed(120, "b", 2, 200)))
                .containsExactly(Kind.OVERLAP);
    }

    @Test
    void smallerTokenOfALaterTermIsFound() {
        assertThat(check(term(10, "a", 9), term(30, "b", 10), term(50, "c", 8)))
                .containsExactly(violation(Kind.TOKEN_FELL, elected(50, "c", 8), elected(30, "b", 10)));
    }

    @Test
    void lateTermThatNeverWasValidIsNoViolation() {
        assertThat(check(term(10, "b", 2), List.of(elected(40, "a", 1), ended(41, "a", 1))))
                .isEmpty();
    }

    @Test
    void sharedTokenIsFound() {
        assertThat(check(term(10, "a", 4), term(30, "b", 4)))
                .contains(violation(Kind.TOKEN_SHARED, elected(30, "b", 4), elected(10, "a", 4)));
        assertThat(check(term(10, "a", 4), term(30, "a", 4)))
                .containsExactly(violation(Kind.TOKEN_SHARED, elected(30, "a", 4), elected(10, "a", 4)));
    }

    @Test
    void useOfAForeignTokenIsFound() {
        assertThat(check(elected(10, "a", 1), used(20, "b", 1)))
                .containsExactly(violation(Kind.TOKEN_NOT_OWN, used(20, "b", 1), elected(10, "a", 1)));
        assertThat(check(used(20, "b", 7)))
                .containsExactly(new Violation(Kind.TOKEN_NOT_OWN, used(20, "b", 7), Optional.empty()));
    }

    @Test
    void useOfAnOwnPastTokenIsFineBecauseStoresRefuseIt() {
        assertThat(check(term(10, "a", 1), term(30, "a", 2), List.of(used(60, "a", 1))))
                .isEmpty();
    }

    @Test
    void electionBeforeTheEndIsFound() {
        assertThat(check(elected(10, "a", 1), elected(30, "a", 2), ended(40, "a", 2)))
                .containsExactly(violation(Kind.NOT_ENDED, elected(30, "a", 2), elected(10, "a", 1)));
    }

    @Test
    void secondEndAndEndWithoutATermAreFound() {
        assertThat(check(elected(10, "a", 1), ended(20, "a", 1), ended(25, "a", 1)))
                .containsExactly(violation(Kind.ENDED_AMISS, ended(25, "a", 1), ended(20, "a", 1)));
        assertThat(kinds(ended(20, "a", 1))).containsExactly(Kind.ENDED_AMISS);
    }

    @Test
    void validityAfterTheEndIsFound() {
        assertThat(check(elected(10, "a", 1), ended(20, "a", 1), claimed(30, "a", 1, 60)))
                .containsExactly(violation(Kind.REVIVED, claimed(30, "a", 1, 60), ended(20, "a", 1)));
    }

    @Test
    void validityWithoutProofIsFound() {
        assertThat(check(elected(10, "a", 1), proven(5, "a", 1, 100), claimed(10, "a", 1, 101)))
                .containsExactly(violation(Kind.UNPROVEN, claimed(10, "a", 1, 101), proven(5, "a", 1, 100)));
        assertThat(kinds(elected(10, "a", 1), claimed(10, "a", 1, 90), proven(15, "a", 1, 100)))
                .as("a claim before the proof was asked for")
                .containsExactly(Kind.UNPROVEN);
        assertThat(kinds(elected(10, "a", 1), claimed(10, "a", 1, 90), proven(5, "b", 2, 100)))
                .as("the proof of another")
                .containsExactly(Kind.UNPROVEN);
    }

    @Test
    void wrongLeaderOfAWatchIsFound() {
        assertThat(check(elected(10, "a", 1), seen(12, "b", 1)))
                .containsExactly(violation(Kind.WATCH_LIED, seen(12, "b", 1), elected(10, "a", 1)));
        assertThat(kinds(elected(10, "a", 1), seen(12, "a", 2))).containsExactly(Kind.WATCH_LIED);
        assertThat(check(seen(12, "a", 2), new Won(14, "run", "a", 2)))
                .as("sight of a win that led to no term")
                .isEmpty();
    }

    @Test
    void watchThatReturnsToAnEarlierTermIsFound() {
        assertThat(check(
                        term(10, "a", 1),
                        term(30, "b", 2),
                        List.of(seen(40, "b", 2), seen(45, "", 0), seen(50, "a", 1))))
                .containsExactly(violation(Kind.WATCH_FELL_BACK, seen(50, "a", 1), seen(40, "b", 2)));
    }

    @Test
    void violationPrintsBothEvents() {
        assertThat(violation(Kind.WATCH_LIED, seen(12, "b", 1), elected(10, "a", 1)))
                .asString()
                .contains(seen(12, "b", 1).toString(), elected(10, "a", 1).toString());
    }

    private static List<Violation> check(List<HistoryEvent> first, List<HistoryEvent> second) {
        return check(first, second, List.of());
    }

    private static List<Violation> check(
            List<HistoryEvent> first, List<HistoryEvent> second, List<HistoryEvent> third) {
        return HistoryChecker.check(
                Stream.of(first, second, third).flatMap(List::stream).toList());
    }

    private static List<Violation> check(HistoryEvent... events) {
        return HistoryChecker.check(List.of(events));
    }

    private static List<Kind> kinds(HistoryEvent... events) {
        return check(events).stream().map(Violation::kind).toList();
    }

    private static Violation violation(Kind kind, HistoryEvent event, HistoryEvent conflicting) {
        return new Violation(kind, event, Optional.of(conflicting));
    }

    private static List<HistoryEvent> term(long at, String candidate, long token) {
        return List.of(
                elected(at, candidate, token),
                claimed(at, candidate, token, at + 20),
                ended(at + 15, candidate, token));
    }

    private static Elected elected(long at, String candidate, long token) {
        return new Elected(at, "run", candidate, token);
    }

    private static Proven proven(long at, String candidate, long token, long validUntil) {
        return new Proven(at, "run", candidate, token, validUntil);
    }

    private static Claimed claimed(long at, String candidate, long token, long validUntil) {
        return new Claimed(at, "run", candidate, token, validUntil);
    }

    private static Used used(long at, String candidate, long token) {
        return new Used(at, "run", candidate, token);
    }

    private static Ended ended(long at, String candidate, long token) {
        return new Ended(at, "run", candidate, token);
    }

    private static Seen seen(long at, String leader, long token) {
        return new Seen(at, "run", "observer", leader, token);
    }
}
