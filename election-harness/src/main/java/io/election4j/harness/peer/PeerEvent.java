/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import java.util.List;

/**
 * What a process of candidates tells: one line, its words divided by spaces.
 *
 * @param kind what happened
 * @param key which candidate or question it is about
 * @param nanos when, on the machine's monotonic clock ({@link System#nanoTime()} counts alike in all processes of one
 *     machine on Linux and macOS)
 * @param details the rest, by kind
 */
public record PeerEvent(Kind kind, String key, long nanos, List<String> details) {

    /** The kinds of events. */
    public enum Kind {
        /** The process is there. */
        STARTED,
        /** What was told to do is done; the details answer a question. */
        DONE,
        /** It could not be done; the details say why. */
        FAILED,
        /** A candidate leads. */
        WON,
        /** A candidate leads no more. */
        LOST,
        /** A follower was told of a leader, named by the detail; nobody if there is none. */
        LEADER,
        /**
         * For a stretch of time, a candidate gave always the same answer to whether it leads. Details: until when, the
         * answer, how often it was given.
         */
        ANSWERS,
        /** A candidate that believed to lead has written; the detail is its fencing token, 0 if the library has none. */
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

    /** The written form. */
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

    /** A detail as a number. */
    public long number(int index) {
        return Long.parseLong(details.get(index));
    }
}
