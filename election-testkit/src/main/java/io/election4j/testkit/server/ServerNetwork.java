/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.util.List;

/** What connects the servers of a cluster with each other and with this process. Thread-safe. */
public interface ServerNetwork {
    /** All servers listen on the loopback address. */
    ServerNetwork LOOPBACK = new ServerNetwork() {
        @Override
        public String host(int member) {
            return "127.0.0.1";
        }

        @Override
        public List<String> entry(int member) {
            return List.of();
        }
    };

    /** The address on which a server listens; the first server is 0. */
    String host(int member);

    /** A program with its first arguments, which turns into the server whose command follows. May be empty. */
    List<String> entry(int member);
}
