/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

/** A real server of a coordination service on this machine, run by this process. Thread-safe. */
public interface LocalServer extends AutoCloseable {

    /** The URI by which other processes of this machine reach the server; without a query part. */
    String uri();

    /** Stops the server and whatever it started. Files stay with who gave the directory. */
    @Override
    void close();
}
