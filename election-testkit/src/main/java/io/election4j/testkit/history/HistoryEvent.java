/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Describes an event of an election.
 *
 * <p>Times are nanoseconds on a monotonic clock that all recorders share, such as {@link System#nanoTime} of the
 * processes of one machine. Each candidate has a name of its own; no later candidate reuses it.
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

    /** When the event happened. */
    long at();

    /** The election of the event. */
    String election();

    /** The candidate that caused the event, or the observer of {@link Seen}. */
    String candidate();

    /** The fencing token of the term; 0 if {@link Seen} reports an empty seat. */
    long token();

    /** A connection learnt that its candidate has the seat, which need not become a term. */
    record Won(long at, String election, String candidate, long token) implements HistoryEvent {}

    /** A candidate began to lead a term. */
    record Elected(long at, String election, String candidate, long token) implements HistoryEvent {}

    /**
     * The service answered a renewal.
     *
     * @param at when the renewal was asked for
     * @param validUntil no other candidate wins before then, according to the answer
     */
    record Proven(long at, String election, String candidate, long token, long validUntil) implements HistoryEvent {}

    /**
     * A term said that it was valid.
     *
     * @param validUntil the end of its validity without a further renewal
     */
    record Claimed(long at, String election, String candidate, long token, long validUntil) implements HistoryEvent {}

    /** A candidate wrote something under its token. */
    record Used(long at, String election, String candidate, long token) implements HistoryEvent {}

    /** A candidate stopped leading a term. */
    record Ended(long at, String election, String candidate, long token) implements HistoryEvent {}

    /**
     * An observer received the present leader.
     *
     * @param candidate the observer
     * @param leader empty if no candidate leads
     */
    record Seen(long at, String election, String candidate, String leader, long token) implements HistoryEvent {}
}
