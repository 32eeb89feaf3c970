/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.backend.AdmissionLimiter.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdmissionLimiterTest {
    private static final int DEEPER_THAN_ANY_STACK = 200_000;

    private final Deque<Runnable> loop = new ArrayDeque<>();
    private final AdmissionLimiter admission = new AdmissionLimiter(loop::add, 2);
    private final List<String> begun = new ArrayList<>();

    private Turn asked(String name) {
        Turn turn = admission.turn(() -> begun.add(name));
        turn.ask();
        return turn;
    }

    private List<Turn> allAsked(String... names) {
        return Stream.of(names).map(this::asked).toList();
    }

    private void runLoop() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }

    @Test
    void aLimitedNumberOfTurnsBeginsAndTheNextWhenOneEnds() {
        List<Turn> turns = allAsked("a", "b", "c", "d");
        assertThat(begun).containsExactly("a", "b");
        assertThat(turns.get(2).isWaiting()).isTrue();

        turns.get(0).end();
        runLoop();
        assertThat(begun).containsExactly("a", "b", "c");
        assertThat(turns.get(2).isWaiting()).isFalse();
    }

    @Test
    void aTurnIsAskedForAndEndedOnce() {
        Turn first = asked("a");
        first.ask();
        Turn second = asked("b");
        asked("c");
        asked("d");
        second.end();
        second.end();
        runLoop();

        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void aTurnThatCannotBeginLeavesItsPlaceToOthers() {
        Turn failing = admission.turn(() -> {
            throw new IllegalStateException("no memory");
        });
        assertThatThrownBy(failing::ask).hasMessage("no memory");
        allAsked("a", "b");
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void aTurnThatEndsWhileItWaitsNeverBegins() {
        List<Turn> turns = allAsked("a", "b", "c", "d");
        turns.get(2).end();
        assertThat(turns.get(2).isWaiting()).isFalse();

        turns.get(0).end();
        runLoop();
        assertThat(begun).containsExactly("a", "b", "d");
    }

    @Test
    void noWaitingTurnBeginsWhenAllEndTogether() {
        List<Turn> all = allAsked("a", "b", "c", "d", "e");
        all.forEach(turn -> loop.add(turn::end));
        runLoop();

        assertThat(begun).containsExactly("a", "b");
        assertThat(all).noneMatch(Turn::isWaiting);
    }

    @Test
    void aTurnThatAsksAgainWaitsBehindTheOthers() {
        Turn first = asked("a");
        asked("b");
        asked("c");
        first.end();
        first.ask();
        Turn last = asked("d");
        runLoop();
        assertThat(first.isWaiting()).isTrue();
        assertThat(last.isWaiting()).isTrue();
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void turnsThatEndAtOnceDoNotOverflowTheStack() {
        Turn first = asked("a");
        Turn second = asked("b");
        List<Turn> turns = new ArrayList<>();
        IntStream.range(0, DEEPER_THAN_ANY_STACK).forEach(index -> {
            turns.add(admission.turn(() -> turns.get(index).end()));
            turns.get(index).ask();
        });
        first.end();
        runLoop();

        assertThat(turns).noneMatch(Turn::isWaiting);
        second.end();
        asked("c");
        assertThat(begun).containsExactly("a", "b", "c");
    }
}
