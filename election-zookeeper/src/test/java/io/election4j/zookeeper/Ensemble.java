/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Three ZooKeeper servers that replicate each other, each in a process of its own. */
final class Ensemble implements AutoCloseable {
    private static final int SIZE = 3;

    private final List<ServerProcess> servers = new ArrayList<>();

    Ensemble(Path directory) throws IOException {
        List<String> members = new ArrayList<>();
        List<Integer> ports = new ArrayList<>();
        for (int i = 1; i <= SIZE; i++) {
            members.add("server." + i + "=127.0.0.1:" + ServerProcess.freePort() + ":" + ServerProcess.freePort());
            ports.add(ServerProcess.freePort());
        }
        for (int i = 1; i <= SIZE; i++) {
            List<String> settings = new ArrayList<>(members);
            settings.add("clientPortAddress=127.0.0.1");
            settings.add("clientPort=" + ports.get(i - 1));
            ServerProcess server = new ServerProcess(directory.resolve("server-" + i), ports.get(i - 1), settings);
            Files.writeString(server.dataDirectory().resolve("myid"), Integer.toString(i));
            servers.add(server);
        }
        for (ServerProcess server : servers) {
            server.start();
        }
        awaitServing();
    }

    String hosts() {
        return servers.stream().map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(","));
    }

    String uri(Duration ttl) {
        return "zookeeper://" + hosts() + "/rules?ttl=" + ttl.toMillis() + "ms";
    }

    /** The files of each server as they were. */
    record Backup(List<Path> copies) {}

    Backup backup() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (ServerProcess server : servers) {
            copies.add(FolderCopies.copyOf(server.dataDirectory()));
        }
        return new Backup(copies);
    }

    /** Stops all servers, gives them their old files and starts them. */
    void restore(Backup backup) throws IOException {
        servers.forEach(ServerProcess::kill);
        for (int i = 0; i < servers.size(); i++) {
            FolderCopies.replace(servers.get(i).dataDirectory(), backup.copies().get(i));
            servers.get(i).start();
        }
        awaitServing();
    }

    void awaitServing() {
        servers.forEach(ServerProcess::awaitServing);
    }

    ServerProcess leader() {
        return withMode("leader").get(0);
    }

    List<ServerProcess> followers() {
        return withMode("follower");
    }

    private List<ServerProcess> withMode(String mode) {
        return servers.stream().filter(server -> server.mode().equals(mode)).toList();
    }

    @Override
    public void close() {
        for (ServerProcess server : servers) {
            server.close();
        }
    }
}
