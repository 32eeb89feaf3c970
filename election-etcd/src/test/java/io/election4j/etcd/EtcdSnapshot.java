/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.server.ServerBinary;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Holds a snapshot of an etcd cluster by {@code etcdctl snapshot save}, and restores it to all its servers. */
final class EtcdSnapshot implements ServiceTampering.Snapshot {
    private static final int LIMIT_SECONDS = 60;

    private final EtcdCluster cluster;
    private final Path file;
    private final List<Member> members;

    private record Member(String name, String peerUrl) {}

    private EtcdSnapshot(EtcdCluster cluster, Path file, List<Member> members) {
        this.cluster = cluster;
        this.file = file;
        this.members = members;
    }

    static EtcdSnapshot of(EtcdCluster cluster) throws Exception {
        Path file = cluster.members().get(0).directory().resolve("snapshot-" + UUID.randomUUID());
        run(
                List.of(ServerBinary.require("etcdctl").toString(), "snapshot", "save", file.toString()),
                Map.of("ETCDCTL_ENDPOINTS", cluster.hosts().replaceAll(",.*", "")), // accepts one address
                cluster.members().get(0).directory().resolve("save.log"));
        List<Member> members = cluster.ctl("member", "list")
                .lines()
                .map(line -> List.of(line.split(", ", -1)))
                .filter(columns -> columns.size() > 4)
                .map(columns -> new Member(columns.get(2), columns.get(3)))
                .toList();
        return new EtcdSnapshot(cluster, file, members);
    }

    /** Restores as in the simplest instructions: all later revisions will be used a second time. */
    @Override
    public void restore() throws Exception {
        restore(List.of());
    }

    /**
     * Restores as etcd recommends for clients with watches: revisions continue far above the latest, and watches must
     * begin again.
     */
    void restoreWithLaterRevisions() throws Exception {
        restore(List.of("--bump-revision=1000000000", "--mark-compacted"));
    }

    private void restore(List<String> options) throws Exception {
        cluster.members().forEach(ServerProcess::kill);
        String token = "restored-" + UUID.randomUUID();
        for (ServerProcess server : cluster.members()) {
            Path data = server.directory().resolve("data");
            Files.move(data, server.directory().resolve("data-" + UUID.randomUUID()));
            List<String> command = new ArrayList<>(List.of(
                    ServerBinary.require("etcdutl").toString(),
                    "snapshot",
                    "restore",
                    file.toString(),
                    "--data-dir=" + data,
                    "--name=" + server.name(),
                    "--initial-cluster-token=" + token,
                    "--initial-cluster="
                            + members.stream()
                                    .map(member -> member.name + "=" + member.peerUrl)
                                    .collect(Collectors.joining(",")),
                    "--initial-advertise-peer-urls=" + peerUrlOf(server)));
            command.addAll(options);
            run(command, Map.of(), server.directory().resolve("restore.log"));
        }
        cluster.members().forEach(ServerProcess::start);
        cluster.awaitReady();
    }

    private String peerUrlOf(ServerProcess server) {
        return members.stream()
                .filter(member -> member.name.equals(server.name()))
                .findFirst()
                .orElseThrow()
                .peerUrl;
    }

    private static void run(List<String> command, Map<String, String> variables, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(command.get(0) + " fails: " + Files.readString(log));
        }
    }
}
