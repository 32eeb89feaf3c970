/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.demo.fault.FaultKind;
import io.election4j.billing.status.TermRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

    private final Timeline timeline = new Timeline(BEGAN);

    @Test
    void aKilledTermEndsWhenItIsKilledAndTheFailoverLastsUntilTheNextClaim() {
        timeline.terms(List.of(term("a", 5, 1000)));
        timeline.struck(5, FaultKind.KILL, at(4000));
        assertThat(timeline.recoveryMillis(5)).isEmpty();
        timeline.terms(List.of(term("a", 5, 1000), term("b", 9, 6500)));

        assertThat(timeline.recoveryMillis(5)).contains(2500L);
        assertThat(timeline.spans(at(8000)))
                .containsExactly(
                        new TermSpan("a", 5, 1000, 4000, "killed"), new TermSpan("b", 9, 6500, 8000, "in office"));
        assertThat(timeline.failovers()).containsExactly(new Failover("kill -9", 2500));
    }

    @Test
    void aFrozenTermEndsWhenItIsFrozenWhateverItWritesDownLater() {
        timeline.struck(5, FaultKind.FREEZE, at(4000));
        timeline.terms(List.of(ended("a", 5, 1000, 9500, "STALE"), term("b", 9, 6000)));

        assertThat(timeline.spans(at(8000)).get(0)).isEqualTo(new TermSpan("a", 5, 1000, 4000, "frozen"));
        assertThat(timeline.failovers()).containsExactly(new Failover("freeze", 2000));
    }

    @Test
    void aRetiredTermEndsAtItsRecordedEndAndTheFailoverCountsFromTheRequest() {
        timeline.struck(5, FaultKind.RETIRE, at(4000));
        timeline.terms(List.of(ended("a", 5, 1000, 4200, "LEADERSHIP_ENDED"), term("b", 9, 4300)));

        assertThat(timeline.spans(at(8000)).get(0)).isEqualTo(new TermSpan("a", 5, 1000, 4200, "retired"));
        assertThat(timeline.failovers()).containsExactly(new Failover("retire", 300));
    }

    @Test
    void aTermThatEndsByItselfIsShownWithItsReason() {
        timeline.terms(List.of(ended("a", 5, 1000, 3000, "LEADERSHIP_ENDED"), term("b", 9, 4300)));

        assertThat(timeline.spans(at(8000)).get(0)).isEqualTo(new TermSpan("a", 5, 1000, 3000, "leadership ended"));
        assertThat(timeline.failovers()).containsExactly(new Failover("leadership ended", 1300));
    }

    @Test
    void aTermThatNobodyEndedLastsUntilTheNextOne() {
        timeline.terms(List.of(term("a", 5, 1000), term("b", 9, 4300)));

        assertThat(timeline.spans(at(8000)).get(0)).isEqualTo(new TermSpan("a", 5, 1000, 4300, "unknown"));
    }

    @Test
    void theLastTermIsDoneOnceAllWorkIs() {
        timeline.finish(List.of(ended("a", 5, 1000, 3000, "LEADERSHIP_ENDED")));

        assertThat(timeline.spans(at(8000))).containsExactly(new TermSpan("a", 5, 1000, 3000, "all done"));
        assertThat(timeline.failovers()).isEmpty();
    }

    private static Instant at(long millis) {
        return BEGAN.plusMillis(millis);
    }

    private static TermRow term(String holder, long token, long claimed) {
        return new TermRow(holder, 0, token, at(claimed), 0, Optional.empty(), Optional.empty());
    }

    private static TermRow ended(String holder, long token, long claimed, long ended, String reason) {
        return new TermRow(holder, 0, token, at(claimed), 0, Optional.of(at(ended)), Optional.of(reason));
    }
}
