/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.backend.server.FreePorts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds the processes, client ports and proxies of a cluster's members, for clusters of all kinds. Thread-safe. */
final class Members implements AutoCloseable {
    private final List<ServerProcess> processes;
    private final List<ServerAddress> forClients;
    private final Map<Integer, FaultProxy> proxies = new HashMap<>();

    /** Uses the only port of the n-th address as the client port of the n-th process. */
    Members(List<ServerProcess> processes, List<ServerAddress> forClients) {
        this.processes = List.copyOf(processes);
        this.forClients = List.copyOf(forClients);
    }

    /**
     * Starts a cluster on free ports and waits until it is ready; leaves nothing running if that fails.
     *
     * @param portsPerMember how many ports the address of each member has
     */
    static <C extends ServerCluster> C start(
            int size, int portsPerMember, ServerNetwork network, Function<List<ServerAddress>, C> prepare) {
        if (size < 1 || size % 2 == 0) {
            throw new IllegalArgumentException("a cluster has 1, 3 or 5 members, not " + size);
        }
        return FreePorts.startOn(size * portsPerMember, ports -> {
            C cluster = prepare.apply(IntStream.range(0, size)
                    .mapToObj(i -> new ServerAddress(
                            network.host(i), ports.subList(i * portsPerMember, (i + 1) * portsPerMember)))
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

    List<ServerProcess> processes() {
        return processes;
    }

    int clientPort(int index) {
        return forClients.get(index).port(0);
    }

    String hosts() {
        return hosts(index -> forClients.get(index).address(0));
    }

    String uri(String scheme, String namespace, Duration ttl) {
        return uri(scheme, hosts(), namespace, ttl);
    }

    String proxiedUri(String scheme, String namespace, Duration ttl) {
        return uri(scheme, hosts(index -> proxyTo(index).address()), namespace, ttl);
    }

    private static String uri(String scheme, String hosts, String namespace, Duration ttl) {
        return scheme + "://" + hosts + "/" + namespace + "?ttl=" + ttl.toMillis() + "ms";
    }

    private String hosts(IntFunction<String> address) {
        return IntStream.range(0, processes.size()).mapToObj(address).collect(Collectors.joining(","));
    }

    synchronized FaultProxy proxyTo(int index) {
        return proxies.computeIfAbsent(
                index, each -> FaultProxy.to(forClients.get(each).address(0)));
    }

    void awaitReady() {
        processes.forEach(ServerProcess::awaitReady);
    }

    /** Waits for a member that reports that it leads. */
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
