/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.backend.server.FreePorts;
import io.election4j.backend.server.LocalProcess;
import io.election4j.backend.server.ServerBinary;
import io.election4j.spi.LocalServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one real Consul server on free loopback ports, for trials. Thread-safe. */
final class LocalConsul implements LocalServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int CALL_LIMIT_MILLIS = 2_000;
    private static final int PORTS = 3;
    private static final String LOOPBACK = "127.0.0.1";

    private final LocalProcess process;
    private final int port;

    private LocalConsul(LocalProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static LocalConsul in(Path directory) {
        Path program = ServerBinary.require("consul");
        return FreePorts.startOn(PORTS, ports -> start(program, directory.toAbsolutePath(), ports));
    }

    private static LocalConsul start(Path program, Path directory, List<Integer> ports) {
        LocalProcess process = LocalProcess.start(
                "consul",
                directory,
                List.of(program.toString(), "agent", "-config-file=" + configuration(directory, ports)),
                Map.of());
        try {
            process.awaitReady(START_LIMIT, () -> hasLeader(ports.get(0)));
        } catch (ElectionException failed) {
            process.kill();
            throw failed;
        }
        return new LocalConsul(process, ports.get(0));
    }

    private static Path configuration(Path directory, List<Integer> ports) {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("server", true)
                .put("bootstrap_expect", 1)
                .put("node_name", "local")
                .put("bind_addr", LOOPBACK)
                .put("client_addr", LOOPBACK)
                .put("data_dir", directory.resolve("data").toString())
                .put("leave_on_terminate", false)
                .put("disable_update_check", true);
        root.putObject("performance").put("raft_multiplier", 1);
        root.putObject("ports")
                .put("http", ports.get(0))
                .put("server", ports.get(1))
                .put("serf_lan", ports.get(2))
                .put("serf_wan", -1)
                .put("dns", -1)
                .put("grpc", -1);
        try {
            return Files.writeString(directory.resolve("agent.json"), root.toPrettyString());
        } catch (IOException full) {
            throw new ElectionException(Kind.INVALID, "no file can be written in " + directory, full);
        }
    }

    /** Sends a request that only a server with a leader can answer. */
    private static boolean hasLeader(int port) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) URI.create("http://" + LOOPBACK + ":" + port + "/v1/catalog/nodes?consistent")
                        .toURL()
                        .openConnection();
        call.setConnectTimeout(CALL_LIMIT_MILLIS);
        call.setReadTimeout(CALL_LIMIT_MILLIS);
        try (var answer = call.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).contains("\"local\"");
        } finally {
            call.disconnect();
        }
    }

    @Override
    public String uri() {
        return "consul://" + LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }
}
