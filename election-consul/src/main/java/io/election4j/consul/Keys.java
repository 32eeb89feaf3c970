/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

/**
 * Where elections live in the key-value store. The seat is the key that {@code consul lock <namespace>/<election>} uses;
 * the queue lies beside it.
 */
final class Keys {
    private static final String SEAT = ".lock";
    private static final String QUEUE = ".queue/";
    private static final String LEFT = ".left/";
    private static final String LATEST = ".latest";

    private final String namespace;

    Keys(String namespace) {
        this.namespace = namespace;
    }

    /** What all keys of the namespace begin with. */
    String all() {
        return namespace + "/";
    }

    /** What all keys of one election begin with. */
    String election(String election) {
        return namespace + "/" + election + "/.";
    }

    String seat(String election) {
        return namespace + "/" + election + "/" + SEAT;
    }

    String queue(String election) {
        return namespace + "/" + election + "/" + QUEUE;
    }

    /** Where attempts are named whose late requests must have no effect any more. */
    String left(String election) {
        return namespace + "/" + election + "/" + LEFT;
    }

    /** Written with each lock of the seat, and never deleted: it tells an empty seat from one that was never taken. */
    String latest(String election) {
        return namespace + "/" + election + "/" + LATEST;
    }

    static boolean isSeat(String key) {
        return key.endsWith("/" + SEAT);
    }

    static boolean isQueued(String key) {
        return key.contains("/" + QUEUE);
    }
}
