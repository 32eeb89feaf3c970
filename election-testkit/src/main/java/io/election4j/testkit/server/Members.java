/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.spi.support.FreePorts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the members of all kinds of clusters have in common: a process and a port for clients. Thread-safe. */
final class Members implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final List<ServerProcess> processes;
    private final List<Integer> clientPorts;
    private final Map<Integer, FaultProxy> proxies = new HashMap<>();

    /** The n-th port is that of the n-th process. */
    Members(List<ServerProcess> processes, List<Integer> clientPorts) {
        this.processes = List.copyOf(processes);
        this.clientPorts = List.copyOf(clientPorts);
    }

    /**
     * Starts a cluster on free ports and waits until it is ready; leaves nothing running if that fails.
     *
     * @param portsPerMember each member gets a list of so many
     */
    static <C extends ServerCluster> C start(int size, int portsPerMember, Function<List<List<Integer>>, C> prepare) {
        if (size < 1 || size % 2 == 0) {
            throw new IllegalArgumentException("a cluster has 1, 3 or 5 members, not " + size);
        }
        return FreePorts.startOn(size * portsPerMember, ports -> {
            C cluster = prepare.apply(IntStream.range(0, size)
                    .mapToObj(i -> ports.subList(i * portsPerMember, (i + 1) * portsPerMember))
                    .toList());
            boolean ready = false;
            try {
                cluster.members().forEach(ServerProcess::start);
                cluster.awaitReady();
                ready = true;
                return cluster;
            } finally {
                if (!ready) {
                    cluster.close();
                }
            }
        });
    }

    static String address(int port) {
        return LOOPBACK + ":" + port;
    }

    List<ServerProcess> processes() {
        return processes;
    }

    int clientPort(int index) {
        return clientPorts.get(index);
    }

    String hosts() {
        return hosts(this::clientPort);
    }

    String uri(String scheme, String namespace, Duration ttl) {
        return uri(scheme, hosts(), namespace, ttl);
    }

    String proxiedUri(String scheme, String namespace, Duration ttl) {
        return uri(scheme, hosts(index -> proxyTo(index).port()), namespace, ttl);
    }

    private static String uri(String scheme, String hosts, String namespace, Duration ttl) {
        return scheme + "://" + hosts + "/" + namespace + "?ttl=" + ttl.toMillis() + "ms";
    }

    private String hosts(IntFunction<Integer> port) {
        return IntStream.range(0, processes.size())
                .mapToObj(index -> address(port.apply(index)))
                .collect(Collectors.joining(","));
    }

    synchronized FaultProxy proxyTo(int index) {
        return proxies.computeIfAbsent(index, each -> new FaultProxy(clientPort(each)));
    }

    void awaitReady() {
        processes.forEach(ServerProcess::awaitReady);
    }

    /** Waits for a member that says of itself that it leads. */
    ServerProcess leader(IntFunction<Boolean> leads) {
        Wait.until("a server leads", () -> find(leads).isPresent());
        return find(leads).orElseGet(() -> leader(leads));
    }

    private Optional<ServerProcess> find(IntFunction<Boolean> leads) {
        return IntStream.range(0, processes.size())
                .filter(index -> processes.get(index).isAlive() && leads.apply(index))
                .mapToObj(processes::get)
                .findFirst();
    }

    @Override
    public synchronized void close() {
        proxies.values().forEach(FaultProxy::close);
        processes.forEach(ServerProcess::close);
    }
}
