/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

/**
 * Defines the keys of elections in the key-value store. The seat is the key that
 * {@code consul lock <namespace>/<election>} uses; the queue is beside it.
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

    /** The prefix of all keys of the namespace. */
    String all() {
        return namespace + "/";
    }

    /** The prefix of all keys of one election. */
    String election(String election) {
        return namespace + "/" + election + "/.";
    }

    String seat(String election) {
        return namespace + "/" + election + "/" + SEAT;
    }

    String queue(String election) {
        return namespace + "/" + election + "/" + QUEUE;
    }

    /** The prefix of the keys that name attempts whose late requests must have no effect. */
    String left(String election) {
        return namespace + "/" + election + "/" + LEFT;
    }

    /**
     * The key that each lock of the seat writes, and that goes with the seat when a term ends in good order: it distinguishes
     * a seat that was taken away by force from one that was released or never locked.
     */
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
