/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.support.FreePorts;
import io.election4j.spi.support.ServerBinary;
import io.election4j.testkit.server.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Real etcd servers on loopback ports. */
final class EtcdCluster implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final List<Integer> clientPorts;
    private final List<ServerProcess> servers = new ArrayList<>();

    EtcdCluster(Path directory, int size, String... more) {
        List<Integer> ports = FreePorts.take(2 * size);
        clientPorts = ports.subList(0, size);
        List<Integer> peerPorts = ports.subList(size, 2 * size);
        String all = IntStream.range(0, size)
                .mapToObj(i -> "s" + i + "=http://127.0.0.1:" + peerPorts.get(i))
                .collect(Collectors.joining(","));
        for (int i = 0; i < size; i++) {
            int port = clientPorts.get(i);
            List<String> command = new ArrayList<>(List.of(
                    ServerBinary.require("etcd").toString(),
                    "--name=s" + i,
                    "--data-dir=" + directory.resolve("s" + i).resolve("data"),
                    "--listen-client-urls=http://127.0.0.1:" + port,
                    "--advertise-client-urls=http://127.0.0.1:" + port,
                    "--listen-peer-urls=http://127.0.0.1:" + peerPorts.get(i),
                    "--initial-advertise-peer-urls=http://127.0.0.1:" + peerPorts.get(i),
                    "--initial-cluster=" + all,
                    "--heartbeat-interval=50",
                    "--election-timeout=500",
                    "--log-level=warn"));
            command.addAll(List.of(more));
            servers.add(ServerProcess.of("s" + i, directory.resolve("s" + i), command)
                    .readyWhen(() -> get(port, "/health").contains("true")));
        }
        servers.forEach(ServerProcess::start);
        servers.forEach(ServerProcess::awaitReady);
    }

    String hosts() {
        return clientPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    int port(int index) {
        return clientPorts.get(index);
    }

    ServerProcess server(int index) {
        return servers.get(index);
    }

    String uri(Duration ttl) {
        return "etcd://" + hosts() + "/tests?ttl=" + ttl.toMillis() + "ms";
    }

    static String get(int port, String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
