/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/** The values of {@link Series#metric}, which scenarios and reports share. */
public final class Metrics {
    /** Milliseconds, of cold-start. */
    public static final String PROCESS_START_TO_FIRST_TERM = "process start to first term";

    /** Milliseconds, of enter. */
    public static final String ENTER_TO_TERM = "enter to term";

    /** Milliseconds, of handover and candidates. */
    public static final String LEAVE_TO_NEXT_TERM = "leave to next term";

    /** Milliseconds, of crash. */
    public static final String KILL_TO_NEXT_TERM = "kill -9 to next term";

    /** Milliseconds, of freeze. */
    public static final String THAW_TO_RIGHT_ANSWER = "thawed to first right answer";

    /** A count for each election in each run of freeze. */
    public static final String WRONG_ANSWERS_AFTER_THAW = "wrong answers after the thaw";

    /** A count for each election of partition: answers of a candidate that it leads while another leads. */
    public static final String WRONG_ANSWERS = "wrong answers while another leads";

    /** A count for each election in each run of freeze. */
    public static final String REFUSED_WRITES = "writes that fencing refused";

    /**
     * A count for each election in each run of freeze: writes begun before the freeze and done after it, without a
     * token by which they could be refused.
     */
    public static final String WRONG_WRITES = "wrong writes done";

    /** Milliseconds, of partition. */
    public static final String FAULT_TO_NEXT_TERM = "fault to next term";

    /** A count for each run of partition. */
    public static final String TERMS_LOST = "terms lost";

    /** Milliseconds, of partition. */
    public static final String TIME_WITHOUT_LEADER = "time without leader";

    /** A count for each handover of candidates. */
    public static final String REQUESTS_PER_HANDOVER = "requests per handover";

    /** Milliseconds, of elections. */
    public static final String TIME_TO_HOLD_ALL = "time to hold all";

    /** A count, of elections. */
    public static final String THREADS = "threads";

    /** A count, of elections. */
    public static final String CONNECTIONS = "connections";

    /** Mebibytes, of elections. */
    public static final String HEAP = "heap";

    /** Per second, of elections: all of one process. */
    public static final String IDLE_REQUESTS = "idle requests";

    /** Bytes per second, of elections: all of one process. */
    public static final String IDLE_BYTES = "idle bytes";

    /** Milliseconds, of elections: from the crash to the last next term. */
    public static final String TAKEOVER_OF_ALL = "takeover of all";

    /** Per second, of idle. */
    public static final String REQUESTS_PER_CANDIDATE = "requests per candidate";

    /** Bytes per second, of idle. */
    public static final String BYTES_PER_CANDIDATE = "bytes per candidate";

    /** Milliseconds, of watch. */
    public static final String CHANGE_TO_EVERY_FOLLOWER = "change to every follower knowing";

    /** Nanoseconds, of is-valid. */
    public static final String ONE_CALL = "one call";

    /** Milliseconds, of commit. */
    public static final String ONE_WRITE = "one write of the service";

    private Metrics() {}
}
