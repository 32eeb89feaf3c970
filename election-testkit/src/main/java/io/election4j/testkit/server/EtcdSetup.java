/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Configures and starts the servers of an {@link EtcdCluster}. One thread at a time. */
public final class EtcdSetup {
    private static final int CLIENT = 0;
    private static final int PEER = 1;
    private static final int METRICS = 2;
    private static final int PORTS = 3;

    private final List<String> arguments = new ArrayList<>();
    private Optional<Duration> heartbeat = Optional.empty();
    private Optional<Duration> electionTimeout = Optional.empty();
    private ServerNetwork network = ServerNetwork.LOOPBACK;
    private @Nullable ServerTls tls;
    private @Nullable String rootPassword;

    /**
     * Sets the interval of the leading server's heartbeats, and the time without one after which the others elect
     * another leader; etcd's own 100 ms and 1 s by default. etcd grants no lease shorter than one and a half times that
     * timeout, in whole seconds: 2 s, or 1 s with a timeout of 500 ms.
     */
    public EtcdSetup timing(Duration heartbeatInterval, Duration timeout) {
        heartbeat = Optional.of(heartbeatInterval);
        electionTimeout = Optional.of(timeout);
        return this;
    }

    /** Makes servers grant leases of one second, which is below the limit of servers with etcd's own settings. */
    public EtcdSetup shortLeases() {
        return timing(Duration.ofMillis(50), Duration.ofMillis(500));
    }

    /** Sets the network between the servers; the loopback address by default. */
    public EtcdSetup network(ServerNetwork between) {
        network = between;
        return this;
    }

    /** Requires TLS from clients. */
    public EtcdSetup tls(ServerTls serverTls) {
        tls = serverTls;
        return this;
    }

    /** Requires a login from clients; the user root may do everything. */
    public EtcdSetup rootPassword(String password) {
        rootPassword = password;
        return this;
    }

    /** Sets the number of changes after which a server takes a snapshot. */
    public EtcdSetup snapshotCount(int changes) {
        return arguments("--snapshot-count=" + changes);
    }

    /** Forces no writes to the disk: faster, but real servers do not run so. */
    public EtcdSetup withoutFsync() {
        return arguments("--unsafe-no-fsync");
    }

    /** Adds arguments of the program, such as {@code --max-txn-ops=64}. */
    public EtcdSetup arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /**
     * Starts {@code size} servers and waits until they are ready.
     *
     * @param size 1, 3 or 5
     * @param directory the files of each server go to a folder of its own there
     */
    public EtcdCluster start(int size, Path directory) {
        Path program = Binaries.find("etcd");
        EtcdCluster cluster = Members.start(size, PORTS, network, places -> prepare(program, directory, places));
        if (rootPassword != null) {
            cluster.enableAuthentication();
        }
        return cluster;
    }

    private EtcdCluster prepare(Path program, Path directory, List<ServerAddress> places) {
        String token = UUID.randomUUID().toString();
        String peers = IntStream.range(0, places.size())
                .mapToObj(index -> name(index) + "=" + peerUrl(places.get(index)))
                .collect(Collectors.joining(","));
        List<ServerProcess> processes = new ArrayList<>();
        for (int index = 0; index < places.size(); index++) {
            Path home = directory.resolve(name(index)).toAbsolutePath();
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(memberArguments(name(index), home, places.get(index)));
            command.addAll(List.of("--initial-cluster=" + peers, "--initial-cluster-token=" + token));
            command.addAll(tlsArguments());
            command.addAll(arguments);
            String metrics = places.get(index).address(METRICS);
            processes.add(ServerProcess.of(name(index), home, command)
                    .behind(network.entry(index))
                    .readyWhen(() -> EtcdCluster.isHealthy(metrics)));
        }
        List<String> metrics =
                places.stream().map(place -> place.address(METRICS)).toList();
        Members members = new Members(
                processes, places.stream().map(place -> place.only(CLIENT)).toList());
        return new EtcdCluster(members, metrics, ctl(members));
    }

    private EtcdCtl ctl(Members members) {
        return new EtcdCtl(members.hosts(), Optional.ofNullable(tls), Optional.ofNullable(rootPassword));
    }

    private static String name(int index) {
        return "etcd-" + (index + 1);
    }

    private static String peerUrl(ServerAddress place) {
        return "http://" + place.address(PEER);
    }

    private List<String> memberArguments(String name, Path home, ServerAddress place) {
        String clientUrl = (tls == null ? "http://" : "https://") + place.address(CLIENT);
        List<String> usual = List.of(
                "--name=" + name,
                "--data-dir=" + home.resolve("data"),
                "--listen-client-urls=" + clientUrl,
                "--advertise-client-urls=" + clientUrl,
                "--listen-peer-urls=" + peerUrl(place),
                "--initial-advertise-peer-urls=" + peerUrl(place),
                "--listen-metrics-urls=http://" + place.address(METRICS));
        List<String> all = new ArrayList<>(usual);
        heartbeat.ifPresent(span -> all.add("--heartbeat-interval=" + span.toMillis()));
        electionTimeout.ifPresent(span -> all.add("--election-timeout=" + span.toMillis()));
        return all;
    }

    private List<String> tlsArguments() {
        if (tls == null) {
            return List.of();
        }
        return List.of(
                "--cert-file=" + tls.certificate(),
                "--key-file=" + tls.key(),
                "--trusted-ca-file=" + tls.authority(),
                "--client-cert-auth=" + tls.clientsMustIdentify());
    }
}
