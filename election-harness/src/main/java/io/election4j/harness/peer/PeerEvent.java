/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import java.util.List;

/**
 * An event of a candidate process, sent as one line of words separated by spaces.
 *
 * @param kind what happened
 * @param key the candidate or the question that it concerns
 * @param nanos when, on the machine's monotonic clock ({@link System#nanoTime()} counts alike in all processes of one
 *     machine on Linux and macOS)
 * @param details further words, see {@link Kind}
 */
public record PeerEvent(Kind kind, String key, long nanos, List<String> details) {

    /** The kinds of events. */
    public enum Kind {
        /** The process has started. */
        STARTED,
        /** An order is done; the details are the answer to a question. */
        DONE,
        /** An order failed; the details say why. */
        FAILED,
        /** A candidate has won. */
        WON,
        /** A candidate no longer leads. */
        LOST,
        /** A follower was notified of a leader. The detail is its name, or {@code nobody} if there is no leader. */
        LEADER,
        /**
         * A candidate gave the same answer to whether it leads throughout a stretch of time, which begins at the
         * event's time. Details: the end of the stretch, the answer, the number of answers.
         */
        ANSWERS,
        /** A candidate that believes that it leads has written. The detail is its fencing token, or 0 if the library has none. */
        WRITE
    }

    /** Copies the details. */
    public PeerEvent {
        details = List.copyOf(details);
    }

    static PeerEvent parse(String line) {
        List<String> words = List.of(line.split(" ", -1));
        return new PeerEvent(
                Kind.valueOf(words.get(0)), words.get(1), Long.parseLong(words.get(2)), words.subList(3, words.size()));
    }

    /** Formats the line that {@link #parse} reads. */
    String line() {
        StringBuilder line = new StringBuilder()
                .append(kind)
                .append(' ')
                .append(key)
                .append(' ')
                .append(nanos);
        details.forEach(detail -> line.append(' ').append(detail));
        return line.toString();
    }

    /** Returns a detail as a number. */
    public long number(int index) {
        return Long.parseLong(details.get(index));
    }
}
