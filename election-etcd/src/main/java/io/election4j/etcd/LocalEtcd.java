/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.server.FreePorts;
import io.election4j.backend.server.LocalProcess;
import io.election4j.backend.server.ServerBinary;
import io.election4j.spi.LocalServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one etcd server in a process of its own, reachable from this machine only, with etcd's default limits. */
final class LocalEtcd implements LocalServer {
    private static final int PORTS = 2;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final int ANSWER_LIMIT_MILLIS = 1_000;

    private final LocalProcess process;
    private final int port;

    private LocalEtcd(LocalProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static LocalEtcd in(Path directory) {
        Path program = ServerBinary.require("etcd");
        return FreePorts.startOn(PORTS, ports -> start(program, directory, ports.get(0), ports.get(1)));
    }

    private static LocalEtcd start(Path program, Path directory, int port, int peerPort) {
        String clients = "http://127.0.0.1:" + port;
        String peers = "http://127.0.0.1:" + peerPort;
        List<String> command = List.of(
                program.toString(),
                "--name=local",
                "--data-dir=" + directory.resolve("data-" + port).toAbsolutePath(),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=local=" + peers,
                "--log-level=warn");
        LocalProcess process = LocalProcess.start("etcd", directory, command, Map.of());
        try {
            process.awaitReady(START_LIMIT, () -> isHealthy(port));
            return new LocalEtcd(process, port);
        } catch (RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private static boolean isHealthy(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
        connection.setConnectTimeout(ANSWER_LIMIT_MILLIS);
        connection.setReadTimeout(ANSWER_LIMIT_MILLIS);
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).contains("\"health\":\"true\"");
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public String uri() {
        return "etcd://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.stop(STOP_LIMIT);
    }
}
