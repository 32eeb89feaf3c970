/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Runs ZooKeeper servers that replicate each other, three by default, and can restore an earlier state. */
final class Ensemble implements AutoCloseable {
    private static final int SIZE = 3;
    private static final int SESSION_MILLIS = 20_000;
    private static final int TRANSACTIONS = 300;

    /** Servers reserve this many kilobytes of a log at once; the default of 64 MB makes copies slow. */
    private static final String SMALL_LOGS = "-Dzookeeper.preAllocSize=64";

    private final ZooKeeperCluster cluster;

    Ensemble(Path directory) {
        this(SIZE, directory);
    }

    Ensemble(int size, Path directory) {
        cluster = new ZooKeeperSetup().quick().javaOptions(SMALL_LOGS).start(size, directory);
    }

    String hosts() {
        return cluster.hosts();
    }

    String uri(Duration ttl) {
        return cluster.uri("rules", ttl);
    }

    /** Makes another route, to the first server; the caller closes it. */
    FaultProxy route() {
        return new FaultProxy(cluster.clientPort(0));
    }

    /** The URI with which clients connect to one server only. */
    String uriOf(ServerProcess server, String namespace) {
        return "zookeeper://127.0.0.1:" + portOf(server) + "/" + namespace;
    }

    private int portOf(ServerProcess server) {
        return cluster.clientPort(cluster.members().indexOf(server));
    }

    /** The URI with which clients connect through the routes that {@link #restoreAndGoOn} cuts meanwhile. */
    String uriThroughRoutes(String namespace, Duration ttl) {
        return cluster.proxiedUri(namespace, ttl);
    }

    private List<FaultProxy> routes() {
        return IntStream.range(0, cluster.members().size())
                .mapToObj(cluster::proxyTo)
                .toList();
    }

    /** Holds copies of the files of each server. */
    record Backup(List<Path> copies) {}

    Backup backup() throws IOException {
        List<Path> copies = new ArrayList<>();
        for (ServerProcess server : cluster.members()) {
            copies.add(FolderCopies.copyOf(dataOf(server)));
        }
        return new Backup(copies);
    }

    /** Stops all servers, restores their files and starts them. */
    void restore(Backup backup) throws IOException {
        cluster.members().forEach(ServerProcess::kill);
        for (ServerProcess server : cluster.members()) {
            startWith(server, backup);
        }
        awaitServing();
    }

    /**
     * Restores, and lets clients through the routes only after other clients have written so much that the transaction
     * count exceeds what these clients have seen, as in a service in use: before that, a single server refuses them.
     */
    void restoreAndGoOn(Backup backup) throws Exception {
        routes().forEach(FaultProxy::cut);
        restore(backup);
        write();
        routes().forEach(FaultProxy::mend);
    }

    /** Makes some hundred transactions. */
    void write() throws Exception {
        ZooKeeper busy = new ZooKeeper(hosts(), SESSION_MILLIS, event -> {});
        for (int i = 0; i < TRANSACTIONS; i++) {
            busy.create("/busy-" + i, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        }
        busy.close();
    }

    /** Stops one server, restores its files and starts it, while the others keep running. */
    void setBack(ServerProcess server, Backup backup) throws IOException {
        server.kill();
        startWith(server, backup);
        awaitServing();
    }

    private void startWith(ServerProcess server, Backup backup) throws IOException {
        FolderCopies.replace(
                dataOf(server), backup.copies().get(cluster.members().indexOf(server)));
        server.start();
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

    /** The port at which clients connect to one of {@link #followers}. */
    int followerPort() {
        return portOf(followers().get(0));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
