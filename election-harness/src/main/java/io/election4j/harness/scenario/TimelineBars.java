/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.result.Timeline;
import io.election4j.harness.result.Timeline.Bar;
import java.util.ArrayList;
import java.util.List;

/** Collects the bars of one time line from moments of the monotonic clock. One thread at a time. */
final class TimelineBars {
    private final long begin;
    private final List<Bar> bars = new ArrayList<>();

    /** Creates the bars of a time line that begins at this moment. */
    TimelineBars(long begin) {
        this.begin = begin;
    }

    void add(String lane, Timeline.Kind kind, long from, long to) {
        bars.add(new Bar(lane, kind, Math.max(0, (from - begin) / 1e6), (to - begin) / 1e6));
    }

    /**
     * Adds stretches in which a candidate answered that it leads. A stretch is wrong if it begins after the takeover by
     * another.
     */
    void add(String lane, List<ValidityAnswers.Stretch> leading, long takenOver) {
        for (ValidityAnswers.Stretch stretch : leading) {
            Timeline.Kind kind = stretch.from() < takenOver ? Timeline.Kind.LEADS : Timeline.Kind.WRONG;
            add(lane, kind, stretch.from(), stretch.to());
        }
    }

    /**
     * Adds stretches in which a candidate answered that it leads. They are wrong from when another, which began later,
     * leads too.
     */
    void add(String lane, List<ValidityAnswers.Stretch> leading, List<ValidityAnswers.Stretch> others) {
        for (ValidityAnswers.Stretch stretch : leading) {
            long overtaken = Math.min(stretch.to(), stretch.overtakenAt(others));
            add(lane, Timeline.Kind.LEADS, stretch.from(), overtaken);
            if (overtaken < stretch.to()) {
                add(lane, Timeline.Kind.WRONG, overtaken, stretch.to());
            }
        }
    }

    List<Bar> all() {
        return List.copyOf(bars);
    }
}
