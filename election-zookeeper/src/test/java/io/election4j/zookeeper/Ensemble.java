/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.ZooKeeperCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three ZooKeeper servers that replicate each other, and can be put back to an earlier state. */
final class Ensemble implements AutoCloseable {
    private static final int SIZE = 3;

    private final ZooKeeperCluster cluster;

    Ensemble(Path directory) {
        cluster = ZooKeeperCluster.start(SIZE, directory);
    }

    String hosts() {
        return cluster.hosts();
    }

    String uri(Duration ttl) {
        return cluster.uri("rules", ttl);
    }

    /** The files of each server as they were. */
    record Backup(List<Path> copies) {}

    Backup backup() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (ServerProcess server : cluster.members()) {
            copies.add(FolderCopies.copyOf(dataOf(server)));
        }
        return new Backup(copies);
    }

    /** Stops all servers, gives them their old files and starts them. */
    void restore(Backup backup) throws IOException {
        cluster.members().forEach(ServerProcess::kill);
        for (int i = 0; i < SIZE; i++) {
            FolderCopies.replace(dataOf(cluster.member(i)), backup.copies().get(i));
            cluster.member(i).start();
        }
        awaitServing();
    }

    private static Path dataOf(ServerProcess server) {
        return server.directory().resolve("data");
    }

    void awaitServing() {
        cluster.awaitReady();
    }

    ServerProcess leader() {
        return cluster.leader();
    }

    List<ServerProcess> followers() {
        return cluster.followers();
    }

    /** Where clients connect to one of {@link #followers}. */
    int followerPort() {
        return cluster.clientPort(cluster.members().indexOf(followers().get(0)));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
