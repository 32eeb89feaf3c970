/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Configures and starts the servers of a {@link ZooKeeperCluster}. One thread at a time. */
public final class ZooKeeperSetup {
    private static final int PLAIN = 0;
    private static final int SECURE = 1;
    private static final int QUORUM = 2;
    private static final int ELECTION = 3;
    private static final int PORTS = 4;
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    /** Options for a Java that starts quickly and stays small, for tests. */
    private static final List<String> FRUGAL = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Duration QUICK_TICK = Duration.ofMillis(200);

    private final List<String> javaOptions = new ArrayList<>(FRUGAL);
    private final List<String> settings = new ArrayList<>();
    private Duration tick = Duration.ofSeconds(2);
    private ServerNetwork network = ServerNetwork.LOOPBACK;
    private @Nullable ServerTls tls;

    /**
     * Sets ticks of 200 ms, and sessions of 400 ms to an hour. Without this the servers keep ZooKeeper's own limits:
     * ticks of 2 s, and sessions of 4 to 40 s.
     */
    public ZooKeeperSetup quick() {
        return tick(QUICK_TICK).settings("maxSessionTimeout=3600000");
    }

    /** Sets ZooKeeper's unit of time: a session lasts 2 to 20 ticks and is ended up to one tick late. */
    public ZooKeeperSetup tick(Duration time) {
        tick = time;
        return this;
    }

    /** Sets the network between the servers; the loopback address by default. */
    public ZooKeeperSetup network(ServerNetwork between) {
        network = between;
        return this;
    }

    /** Requires TLS from clients. */
    public ZooKeeperSetup tls(ServerTls serverTls) {
        tls = serverTls;
        return this;
    }

    /** Adds lines to the servers' configuration files. */
    public ZooKeeperSetup settings(String... lines) {
        settings.addAll(List.of(lines));
        return this;
    }

    /** Adds options of the servers' Java, such as {@code -Djava.security.auth.login.config=...}. */
    public ZooKeeperSetup javaOptions(String... options) {
        javaOptions.addAll(List.of(options));
        return this;
    }

    /** Uses Java options as in ZooKeeper's own script, for servers that are measured or hold many nodes. */
    public ZooKeeperSetup fullSize() {
        javaOptions.removeAll(FRUGAL);
        javaOptions.add("-Xmx1000m");
        return this;
    }

    /**
     * Starts {@code size} servers and waits until they are ready.
     *
     * @param size 1, 3 or 5
     * @param directory the files of each server go to a folder of its own there
     * @throws IllegalStateException if ZooKeeper's jars are not on the class path
     */
    public ZooKeeperCluster start(int size, Path directory) {
        Binaries.skipIfAsked("zookeeper");
        requireJars();
        return Members.start(size, PORTS, network, places -> prepare(directory, places));
    }

    private static void requireJars() {
        try {
            Class.forName(MAIN, false, ZooKeeperSetup.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    "ZooKeeper is not on the class path: add org.apache.zookeeper:zookeeper,"
                            + " io.dropwizard.metrics:metrics-core and org.xerial.snappy:snappy-java",
                    missing);
        }
    }

    private ZooKeeperCluster prepare(Path directory, List<ServerAddress> places) {
        List<ServerProcess> processes = IntStream.range(0, places.size())
                .mapToObj(index -> prepare(directory, index, places))
                .toList();
        int client = tls == null ? PLAIN : SECURE;
        return new ZooKeeperCluster(
                new Members(
                        processes,
                        places.stream().map(place -> place.only(client)).toList()),
                places.stream().map(place -> place.only(PLAIN)).toList());
    }

    private ServerProcess prepare(Path directory, int index, List<ServerAddress> places) {
        String name = "zookeeper-" + (index + 1);
        Path home = directory.resolve(name).toAbsolutePath();
        Path data = home.resolve("data");
        Path file = home.resolve("zoo.cfg");
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("myid"), Integer.toString(index + 1));
            Files.writeString(file, String.join("\n", lines(home, places.get(index), places)) + "\n");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        ServerAddress own = places.get(index);
        ServerAddress plain = own.only(PLAIN);
        ServerAddress forClients = tls == null ? plain : own.only(SECURE);
        return ServerProcess.ofJava(name, home, javaOptions, MAIN, List.of(file.toString()))
                .behind(network.entry(index))
                .readyWhen(() -> ZooKeeperCluster.isServing(plain) && ZooKeeperCluster.isOpen(forClients));
    }

    private List<String> lines(Path home, ServerAddress own, List<ServerAddress> all) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + home.resolve("data"),
                "clientPortAddress=" + own.host(),
                "clientPort=" + own.port(PLAIN),
                "tickTime=" + tick.toMillis(),
                // In ticks: five seconds to join the others, two to synchronize with them.
                "initLimit=" + Math.max(2, 5_000 / tick.toMillis()),
                "syncLimit=" + Math.max(2, 2_000 / tick.toMillis()),
                "maxClientCnxns=0",
                "admin.enableServer=false",
                "4lw.commands.whitelist=*"));
        for (int index = 0; all.size() > 1 && index < all.size(); index++) {
            ServerAddress place = all.get(index);
            lines.add("server." + (index + 1) + "=" + place.address(QUORUM) + ":" + place.port(ELECTION));
        }
        if (tls != null) {
            lines.addAll(tlsLines(home, own, tls));
        }
        lines.addAll(settings);
        return lines;
    }

    private static List<String> tlsLines(Path home, ServerAddress own, ServerTls tls) throws IOException {
        Path identity = home.resolve("identity.pem");
        Files.writeString(identity, Files.readString(tls.certificate()) + Files.readString(tls.key()));
        return List.of(
                "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                "secureClientPortAddress=" + own.host(),
                "secureClientPort=" + own.port(SECURE),
                "ssl.keyStore.location=" + identity,
                "ssl.keyStore.type=PEM",
                "ssl.trustStore.location=" + tls.authority(),
                "ssl.trustStore.type=PEM",
                "ssl.clientAuth=" + (tls.clientsMustIdentify() ? "need" : "none"));
    }
}
