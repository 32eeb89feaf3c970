/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Term;
import io.election4j.core.ScriptedBackend.ScriptedCampaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the state machine through every short order of events, and many long ones, and checks what must always hold. */
class EventOrderTest {
    private static final int EXHAUSTIVE_LENGTH = 4;
    private static final int RANDOM_RUNS = 400;
    private static final int RANDOM_LENGTH = 40;

    /** Names the events of a candidacy. */
    enum Event {
        WON,
        WON_FAILS,
        LOST,
        RENEWED,
        OLD_RENEWED,
        RENEWAL_FAILED,
        RESIGN,
        LEAD_RETURNS,
        LEAD_THROWS,
        CLOSE,
        TIME_PASSES,
        DEADLINE_PASSES
    }

    static Stream<Event> firstEvents() {
        return Stream.of(Event.values());
    }

    @ParameterizedTest
    @MethodSource("firstEvents")
    void everyShortOrderOfEventsKeepsTheInvariants(Event first) throws Exception {
        List<Event> order = new ArrayList<>(List.of(first));
        runAllFrom(order);
    }

    private void runAllFrom(List<Event> order) throws Exception {
        if (order.size() == EXHAUSTIVE_LENGTH) {
            run(order);
            return;
        }
        for (Event next : Event.values()) {
            order.add(next);
            runAllFrom(order);
            order.remove(order.size() - 1);
        }
    }

    @Test
    void longRandomOrdersOfEventsKeepTheInvariants() throws Exception {
        for (int seed = 0; seed < RANDOM_RUNS; seed++) {
            Random random = new Random(seed);
            List<Event> order = new ArrayList<>();
            for (int i = 0; i < RANDOM_LENGTH; i++) {
                order.add(Event.values()[random.nextInt(Event.values().length)]);
            }
            run(order);
        }
    }

    private static void run(List<Event> order) throws Exception {
        new Run(order).play();
    }

    /** Runs one candidacy through a sequence of events. */
    private static final class Run {
        private final EngineFixture test = new EngineFixture();
        private final List<Event> order;
        private final CandidacyView candidacy = (CandidacyView) test.enter();
        private final List<Term> overTerms = new ArrayList<>();
        private Optional<Term> serving = Optional.empty();
        private long token;
        private boolean closed;

        Run(List<Event> order) {
            this.order = order;
        }

        void play() throws Exception {
            for (Event event : order) {
                apply(event);
                test.loop.settle();
                beginIfElected();
                check();
            }
            finish();
        }

        private void apply(Event event) throws Exception {
            ScriptedCampaign campaign = test.backend.campaign();
            switch (event) {
                case WON -> campaign.won.complete(++token);
                case WON_FAILS ->
                    campaign.won.completeExceptionally(new ElectionException(Kind.UNREACHABLE, "cannot win"));
                case LOST -> campaign.lost.complete(null);
                case RENEWED -> campaign.lastRenewal().complete(TTL);
                case OLD_RENEWED ->
                    test.backend.campaigns.get(0).renewals.get(0).complete(TTL);
                case RENEWAL_FAILED ->
                    campaign.lastRenewal().completeExceptionally(new ElectionException(Kind.UNREACHABLE, "cut"));
                case RESIGN -> serving.ifPresent(Term::resign);
                case LEAD_RETURNS -> end(() -> {});
                case LEAD_THROWS ->
                    end(() -> {
                        throw new IllegalStateException("leader failed");
                    });
                case CLOSE -> {
                    test.loop.run(candidacy.standing()::withdraw);
                    closed = true;
                }
                case TIME_PASSES -> test.loop.advance(Backoff.SHORT_TERM);
                case DEADLINE_PASSES -> test.loop.freeze(TTL);
            }
        }

        private void end(ScriptedCandidate.Finish how) throws Exception {
            if (serving.isPresent()) {
                test.candidate.finish(how);
                overTerms.add(serving.get());
                serving = Optional.empty();
            }
        }

        private void beginIfElected() throws Exception {
            if (serving.isEmpty() && candidacy.term().isPresent()) {
                serving = Optional.of(test.candidate.begin());
            }
        }

        private void check() {
            assertThat(test.candidate.overlaps).as("lead() overlaps: %s", order).hasValue(0);
            assertThat(overTerms).as("a served term is valid again: %s", order).noneMatch(Term::isValid);
            boolean valid = serving.filter(Term::isValid).isPresent();
            assertThat(candidacy.term().isPresent()).as("term(): %s", order).isEqualTo(valid);
            assertThat(candidacy.status().state() == State.LEADING)
                    .as("status(): %s", order)
                    .isEqualTo(valid);
            assertThat(closed && valid).as("valid after close(): %s", order).isFalse();
            long held = test.backend.campaigns.stream()
                    .filter(campaign -> campaign.leaves == 0)
                    .count();
            assertThat(held).as("campaigns not left: %s", order).isLessThanOrEqualTo(1);
            assertThat(test.backend.campaigns).as("left once: %s", order).allMatch(campaign -> campaign.leaves <= 1);
        }

        /** Checks that everything ends within the promised bound after the close, whatever happened before. */
        private void finish() throws Exception {
            test.loop.run(candidacy.standing()::withdraw);
            test.loop.advance(TTL);
            test.loop.advance(TTL);
            assertThat(candidacy.standing().withdrawn())
                    .as("withdrawn: %s", order)
                    .isDone();
            end(() -> {});
            test.loop.settle();
            assertThat(candidacy.status().state()).isEqualTo(State.WITHDRAWN);
            assertThat(test.backend.campaigns).as("left at the end: %s", order).allMatch(c -> c.leaves == 1);
        }
    }
}
