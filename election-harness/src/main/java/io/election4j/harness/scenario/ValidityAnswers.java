/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.PeerEvent;
import io.election4j.harness.peer.PeerEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Collects the answers and writes of the candidates of one process. Thread-safe. */
final class ValidityAnswers {

    /** A stretch of equal answers, on the monotonic clock. */
    record Stretch(long from, long to, boolean leads, long count) {

        /** Returns when another candidate, which began later, led too; {@link Long#MAX_VALUE} if none did. */
        long overtakenAt(List<Stretch> others) {
            return overtaking(others).mapToLong(Stretch::from).min().orElse(Long.MAX_VALUE);
        }

        /**
         * Estimates how many answers were given while another candidate, which began later, led too; answers are taken
         * as spread evenly.
         */
        double countOvertaken(List<Stretch> others) {
            return overtaking(others)
                    .mapToDouble(other -> (double) count * (Math.min(to, other.to) - other.from) / (to - from))
                    .sum();
        }

        private Stream<Stretch> overtaking(List<Stretch> others) {
            return others.stream().filter(other -> other.from > from && other.from < to);
        }
    }

    private final Map<String, List<Stretch>> stretches = new ConcurrentHashMap<>();
    private final List<PeerEvent> writes = new CopyOnWriteArrayList<>();
    private final CandidateProcess process;
    private final List<String> keys;

    private ValidityAnswers(CandidateProcess process, List<String> keys) {
        this.process = process;
        this.keys = keys;
    }

    /** Starts to sample the candidates of these keys. */
    static ValidityAnswers sample(CandidateProcess process, List<String> keys, Duration pause) {
        ValidityAnswers answers = new ValidityAnswers(process, keys);
        process.listen(answers::take);
        keys.forEach(key -> process.sample(key, pause));
        return answers;
    }

    private void take(PeerEvent event) {
        if (event.kind() == Kind.ANSWERS) {
            stretches
                    .computeIfAbsent(event.key(), key -> new ArrayList<>())
                    .add(new Stretch(
                            event.nanos(),
                            event.number(0),
                            Boolean.parseBoolean(event.details().get(1)),
                            event.number(2)));
        } else if (event.kind() == Kind.WRITE) {
            writes.add(event);
        }
    }

    /** Stops sampling. All answers have arrived when it returns. */
    void stop() {
        keys.forEach(process::stopSampling);
    }

    /** The stretches in which a candidate answered that it leads, in order; complete after {@link #stop}. */
    List<Stretch> leading(String key) {
        return stretches(key).filter(Stretch::leads).toList();
    }

    /** All stretches of a candidate, in order. */
    Stream<Stretch> stretches(String key) {
        return stretches.getOrDefault(key, List.of()).stream().sorted(Comparator.comparingLong(Stretch::from));
    }

    /** The writes of the candidate of a key. */
    List<PeerEvent> writes(String key) {
        return writes.stream().filter(write -> write.key().equals(key)).toList();
    }
}
