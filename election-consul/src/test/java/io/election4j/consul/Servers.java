/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Consul servers that replicate each other, each in a process of its own. */
final class Servers implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> raftPorts = new ArrayList<>();

    Servers(Path directory, int size, String settings) throws IOException {
        List<Integer> gossip = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ports.add(freePort());
            raftPorts.add(freePort());
            gossip.add(freePort());
        }
        String others =
                gossip.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(","));
        for (int i = 0; i < size; i++) {
            Path home = Files.createDirectories(directory.resolve("consul-" + i));
            Path file = Files.writeString(
                    home.resolve("agent.json"),
                    """
                    {"server": true, "bootstrap_expect": %d, "node_name": "consul-%d", "bind_addr": "127.0.0.1",
                     "client_addr": "127.0.0.1", "data_dir": "%s", "retry_join": [%s], "retry_interval": "1s",
                     "ports": {"http": %d, "server": %d, "serf_lan": %d, "serf_wan": -1, "dns": -1, "grpc": -1},
                     "performance": {"raft_multiplier": 1}, "disable_update_check": true, %s
                     "limits": {"http_max_conns_per_client": 200}}
                    """
                            .formatted(
                                    size,
                                    i,
                                    home.resolve("data"),
                                    others,
                                    ports.get(i),
                                    raftPorts.get(i),
                                    gossip.get(i),
                                    settings));
            int port = ports.get(i);
            processes.add(ServerProcess.of("consul-" + i, home, List.of(binary(), "agent", "-config-file=" + file))
                    .readyWhen(() -> !request(port, "GET", "/v1/catalog/nodes?consistent", "")
                            .isEmpty()));
        }
        processes.forEach(ServerProcess::start);
        awaitServing();
    }

    static String binary() {
        return Optional.ofNullable(System.getenv("CONSUL_BIN")).orElse("consul");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String uri(Duration ttl, String options) {
        String hosts = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return "consul://" + hosts + "/rules?ttl=" + ttl.toMillis() + "ms" + options;
    }

    int port() {
        return ports.get(0);
    }

    int port(int server) {
        return ports.get(server);
    }

    ServerProcess process(int server) {
        return processes.get(server);
    }

    void awaitServing() {
        processes.forEach(ServerProcess::awaitReady);
    }

    /** The server that leads the others. */
    int leader() {
        String leader = Wait.of(java.util.concurrent.CompletableFuture.supplyAsync(() -> {
            String found = "";
            while (found.length() < 5) {
                found = request(ports.get(0), "GET", "/v1/status/leader", "");
            }
            return found;
        }));
        return IntStream.range(0, ports.size())
                .filter(i -> leader.contains(":" + raftPorts.get(i)))
                .findFirst()
                .orElseThrow();
    }

    String request(String method, String path, String body) {
        return request(port(), method, path, body);
    }

    static String request(int port, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LIMIT)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400 && response.statusCode() != 404) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What a command of the tool prints. */
    String tool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(binary()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("CONSUL_HTTP_ADDR", "127.0.0.1:" + port()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return output;
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
