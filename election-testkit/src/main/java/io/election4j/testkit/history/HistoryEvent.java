/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something that happened in an election.
 *
 * <p>Times are nanoseconds on a monotonic clock that all recorders share, such as {@link System#nanoTime} of the
 * processes of one machine. A candidate's name must not be given to two candidates, one after the other neither.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HistoryEvent.Won.class, name = "won"),
    @JsonSubTypes.Type(value = HistoryEvent.Elected.class, name = "elected"),
    @JsonSubTypes.Type(value = HistoryEvent.Proven.class, name = "proven"),
    @JsonSubTypes.Type(value = HistoryEvent.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = HistoryEvent.Used.class, name = "used"),
    @JsonSubTypes.Type(value = HistoryEvent.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = HistoryEvent.Seen.class, name = "seen")
})
public sealed interface HistoryEvent {

    /** When it happened. */
    long at();

    /** In which election. */
    String election();

    /** Who did it: a candidate, or the observer of {@link Seen}. */
    String candidate();

    /** The fencing token concerned; 0 if {@link Seen} tells of an empty seat. */
    long token();

    /** A connection learnt that its candidate has the seat, which need not lead to a term. */
    record Won(long at, String election, String candidate, long token) implements HistoryEvent {}

    /** A candidate began to lead a term. */
    record Elected(long at, String election, String candidate, long token) implements HistoryEvent {}

    /**
     * The service answered a renewal.
     *
     * @param at when it was asked
     * @param validUntil before then, by its answer, nobody else wins
     */
    record Proven(long at, String election, String candidate, long token, long validUntil) implements HistoryEvent {}

    /**
     * A term said that it was valid.
     *
     * @param validUntil how long it would be without a renewal
     */
    record Claimed(long at, String election, String candidate, long token, long validUntil) implements HistoryEvent {}

    /** A candidate wrote something under its token. */
    record Used(long at, String election, String candidate, long token) implements HistoryEvent {}

    /** A candidate stopped leading a term. */
    record Ended(long at, String election, String candidate, long token) implements HistoryEvent {}

    /**
     * An observer was told who leads.
     *
     * @param candidate the observer
     * @param leader empty if nobody leads
     */
    record Seen(long at, String election, String candidate, String leader, long token) implements HistoryEvent {}
}
