/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.util.OptionalLong;

/**
 * Measures a service itself: the floor of every figure, and its own counters. Waits a few seconds at most. One thread
 * at a time.
 */
public interface ServiceProbe extends AutoCloseable {

    /** Writes a few bytes that a majority of the servers has to accept, and returns when they have. */
    void commit() throws Exception;

    /** The service's version. */
    String version() throws Exception;

    /**
     * Returns how many requests all of the hosts have received so far, without this probe's own; only differences have
     * a meaning. Requests are what the service counts: ZooKeeper packets with heartbeats, etcd messages, Consul HTTP
     * requests that have been answered. Empty if a host is not configured to report them: ZooKeeper must allow the
     * words {@code mntr} and {@code cons}, Consul must keep figures for Prometheus.
     */
    OptionalLong requests() throws Exception;

    /** Removes what {@link #commit} wrote. */
    @Override
    void close();
}
