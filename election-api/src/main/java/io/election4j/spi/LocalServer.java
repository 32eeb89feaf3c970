/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

/** Runs a real server of a coordination service on this machine, for this process. Thread-safe. */
public interface LocalServer extends AutoCloseable {

    /** The URI by which other processes of this machine reach the server; without a query part. */
    String uri();

    /** Stops the server and the processes that it started. Does not delete files. */
    @Override
    void close();
}
