/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.support.ServerBinary;
import io.election4j.testkit.Saboteur;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does with etcdctl and etcdutl what an operator can do. */
final class EtcdSaboteur implements Saboteur {
    private static final Pattern PEER_URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    private final EtcdCluster cluster;
    private final String namespace;

    EtcdSaboteur(EtcdCluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** The key of the leader; empty if nobody leads. */
    Optional<String> seat(String election) {
        String key = cluster.ctl(
                        "get",
                        namespace + "/" + election + "/",
                        "--prefix",
                        "--sort-by=CREATE",
                        "--order=ASCEND",
                        "--limit=1",
                        "--keys-only")
                .strip();
        return key.isEmpty() ? Optional.empty() : Optional.of(key);
    }

    @Override
    public void deleteSeat(String election) {
        seat(election).ifPresent(key -> cluster.ctl("del", key));
    }

    @Override
    public void overwriteSeat(String election) {
        seat(election).ifPresent(key -> cluster.ctl("put", key, "a stranger"));
    }

    @Override
    public void endSession(String election) {
        seat(election).ifPresent(key -> cluster.ctl("lease", "revoke", key.substring(key.lastIndexOf('/') + 1)));
    }

    @Override
    public void deleteElection(String election) {
        cluster.ctl("del", namespace + "/" + election + "/", "--prefix");
    }

    /** Of one server only: restoring makes a new cluster of what was one member's. */
    @Override
    public Optional<Snapshot> snapshot() throws IOException {
        if (cluster.members().size() > 1) {
            return Optional.empty();
        }
        ServerProcess server = cluster.members().get(0);
        Path file = server.directory().resolve("snapshot-" + UUID.randomUUID());
        cluster.ctl("snapshot", "save", file.toString());
        Matcher url = PEER_URL.matcher(cluster.ctl("member", "list"));
        if (!url.find()) {
            throw new IllegalStateException("no peer url");
        }
        String peerUrl = url.group();
        return Optional.of(() -> restore(server, file, peerUrl));
    }

    private static void restore(ServerProcess server, Path file, String peerUrl) throws Exception {
        server.kill();
        Path data = server.directory().resolve("data");
        Files.move(data, server.directory().resolve("data-" + UUID.randomUUID()));
        Process process = new ProcessBuilder(List.of(
                        ServerBinary.require("etcdutl").toString(),
                        "snapshot",
                        "restore",
                        file.toString(),
                        "--data-dir=" + data,
                        "--name=" + server.name(),
                        "--initial-cluster=" + server.name() + "=" + peerUrl,
                        "--initial-advertise-peer-urls=" + peerUrl))
                .redirectErrorStream(true)
                .redirectOutput(server.directory().resolve("restore.log").toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("etcdutl failed");
        }
        server.start();
        server.awaitReady();
    }
}
