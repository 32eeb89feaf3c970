/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

/** What a service itself can do and has done: the floor of every figure, and its own counters. One thread at a time. */
public interface ServiceProbe extends AutoCloseable {

    /** Writes a few bytes that a majority of the servers has to accept, and returns when they have. */
    void commit() throws Exception;

    /** The service's version. */
    String version() throws Exception;

    @Override
    void close();
}
