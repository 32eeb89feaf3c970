/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.testkit.server.FaultProxy;
import java.util.List;

/** The network between a candidate process and the servers: one proxy for each server. Thread-safe. */
public final class ProxiedNetwork implements AutoCloseable {
    private final List<FaultProxy> proxies;

    /** Creates a proxy for each server, {@code host:port}. */
    public ProxiedNetwork(List<String> hosts) {
        proxies = hosts.stream().map(FaultProxy::to).toList();
    }

    /** The addresses of the proxies, to connect to instead of the servers. */
    public List<String> hosts() {
        return proxies.stream().map(FaultProxy::address).toList();
    }

    /** The proxies, in the order of the servers. */
    public List<FaultProxy> proxies() {
        return List.copyOf(proxies);
    }

    /** Holds back all data in both directions. Connections stay open, so candidates receive no error. */
    public void stall() {
        proxies.forEach(FaultProxy::stall);
    }

    /** Lets data pass again. */
    public void mend() {
        proxies.forEach(FaultProxy::mend);
    }

    /** Bytes forwarded so far. */
    public long bytes() {
        return proxies.stream().mapToLong(FaultProxy::bytes).sum();
    }

    /** Number of open connections. */
    public int connections() {
        return proxies.stream().mapToInt(FaultProxy::connections).sum();
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
    }
}
