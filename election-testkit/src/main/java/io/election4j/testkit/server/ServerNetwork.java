/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.util.List;

/** Connects the servers of a cluster with each other and with this process. Thread-safe. */
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

    /** Returns the address on which a server listens; the first server is 0. */
    String host(int member);

    /** Returns a program with its first arguments that executes the server's command, which follows. May be empty. */
    List<String> entry(int member);
}
