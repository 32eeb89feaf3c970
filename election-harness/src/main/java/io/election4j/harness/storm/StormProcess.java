/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import io.election4j.harness.bench.ProxiedNetwork;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.testkit.server.FaultProxy;
import java.util.List;

/** A candidate process with a network of its own. Thread-safe. */
record StormProcess(String name, CandidateProcess handle, ProxiedNetwork lines) implements AutoCloseable {

    /** The proxies to one server, or to all for a negative number. */
    List<FaultProxy> to(int server) {
        return server < 0 ? lines.proxies() : List.of(lines.proxies().get(server));
    }

    @Override
    public void close() {
        handle.close();
        lines.close();
    }
}
