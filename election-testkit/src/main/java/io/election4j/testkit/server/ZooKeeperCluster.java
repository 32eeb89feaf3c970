/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Runs servers of ZooKeeper, whose jars must be on the class path. Thread-safe. */
public final class ZooKeeperCluster implements ServerCluster {
    private static final int LIMIT_MILLIS = 2_000;
    private static final Set<String> LEADING = Set.of("leader", "standalone");

    private final Members members;
    private final List<ServerAddress> plain;

    /** Queries members without TLS at the only port of the {@code plain} addresses. */
    ZooKeeperCluster(Members members, List<ServerAddress> plain) {
        this.members = members;
        this.plain = List.copyOf(plain);
    }

    /**
     * Starts {@code size} servers as {@link ZooKeeperSetup#quick}; each keeps its files in a folder of its own in that
     * directory.
     */
    public static ZooKeeperCluster start(int size, Path directory) {
        return new ZooKeeperSetup().quick().start(size, directory);
    }

    /**
     * Returns a server's answer to one of ZooKeeper's four-letter words, such as {@code mntr}.
     *
     * @throws IOException if it does not answer in time
     */
    public String ask(int index, String word) throws IOException {
        return ask(word, plain.get(index));
    }

    private static String ask(String word, ServerAddress place) throws IOException {
        try (Socket socket = new Socket(place.host(), place.port(0))) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** Whether the server on a port is part of a majority. */
    static boolean isServing(ServerAddress plain) throws IOException {
        return ask("srvr", plain).contains("\nMode: ");
    }

    static boolean isOpen(ServerAddress place) throws IOException {
        new Socket(place.host(), place.port(0)).close();
        return true;
    }

    private boolean leads(int index) {
        try {
            return ask(index, "srvr")
                    .lines()
                    .anyMatch(line -> line.startsWith("Mode: ") && LEADING.contains(line.substring("Mode: ".length())));
        } catch (IOException down) {
            return false;
        }
    }

    @Override
    public List<ServerProcess> members() {
        return members.processes();
    }

    @Override
    public String hosts() {
        return members.hosts();
    }

    @Override
    public int clientPort(int index) {
        return members.clientPort(index);
    }

    @Override
    public String uri(String namespace, Duration ttl) {
        return members.uri("zookeeper", namespace, ttl);
    }

    @Override
    public String proxiedUri(String namespace, Duration ttl) {
        return members.proxiedUri("zookeeper", namespace, ttl);
    }

    @Override
    public FaultProxy proxyTo(int index) {
        return members.proxyTo(index);
    }

    @Override
    public ServerProcess leader() {
        return members.leader(this::leads);
    }

    @Override
    public void awaitReady() {
        members.awaitReady();
    }

    @Override
    public void close() {
        members.close();
    }
}
