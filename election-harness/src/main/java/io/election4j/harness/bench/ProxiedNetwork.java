/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import io.election4j.testkit.server.FaultProxy;
import java.util.List;

/** The network between a process of candidates and servers. Thread-safe. */
public final class ProxiedNetwork implements AutoCloseable {
    private final List<FaultProxy> proxies;

    /** Leads to servers, each {@code host:port}. */
    public ProxiedNetwork(List<String> hosts) {
        proxies = hosts.stream().map(FaultProxy::to).toList();
    }

    /** What to connect to, instead of the servers. */
    public List<String> hosts() {
        return proxies.stream().map(FaultProxy::address).toList();
    }

    /** The line to each server, in their order. */
    public List<FaultProxy> proxies() {
        return List.copyOf(proxies);
    }

    /** Lets nothing pass any more, and tells nobody. */
    public void stall() {
        proxies.forEach(FaultProxy::stall);
    }

    /** Lets everything pass again. */
    public void mend() {
        proxies.forEach(FaultProxy::mend);
    }

    /** Bytes carried so far. */
    public long bytes() {
        return proxies.stream().mapToLong(FaultProxy::bytes).sum();
    }

    /** Connections that are open. */
    public int connections() {
        return proxies.stream().mapToInt(FaultProxy::connections).sum();
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
    }
}
