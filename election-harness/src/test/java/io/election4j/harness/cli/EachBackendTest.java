/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ServerCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the commands on etcd and Consul; {@link LeadTest} tests them on ZooKeeper. */
class EachBackendTest {
    private static final Duration TTL = Duration.ofSeconds(10);

    @Test
    void theCommandsWorkOnEtcd(@TempDir Path directory) throws Exception {
        try (EtcdCluster cluster = EtcdCluster.start(1, directory.resolve("server"))) {
            leadAndHandOver(cluster, directory);
        }
    }

    @Test
    void theCommandsWorkOnConsul(@TempDir Path directory) throws Exception {
        try (ConsulCluster cluster = ConsulCluster.start(1, directory.resolve("server"))) {
            leadAndHandOver(cluster, directory);
        }
    }

    private static void leadAndHandOver(ServerCluster cluster, Path directory) throws Exception {
        String uri = cluster.uri("each", TTL);
        String show = "echo token $ELECTION_TOKEN; while :; do sleep 0.1; done";
        try (Program first = lead(directory, uri, "first", show)) {
            first.awaitOut("token ");
            try (Program second = lead(directory, uri, "second", show)) {
                second.awaitErr("waits to lead nightly as second");
                Program.Result status = Program.run("status", uri, "nightly", "--within", "1m");
                assertThat(status.out()).as(status.toString()).contains("leader      first with " + first.out());
                first.signal("TERM");
                assertThat(first.status()).isEqualTo(143);
                second.awaitOut("token ");
                assertThat(token(second)).isGreaterThan(token(first));
                Program.Result resign = Program.run("resign", uri, "nightly", "--within", "1m");
                assertThat(resign.status()).as(resign.toString()).isZero();
                assertThat(second.status()).isEqualTo(75);
            }
        }
        Program.Result after = Program.run("status", uri, "nightly", "--within", "1m");
        assertThat(after.status()).as(after.toString()).isEqualTo(3);
    }

    private static long token(Program program) {
        return Long.parseLong(program.out().strip().substring("token ".length()));
    }

    private static Program lead(Path directory, String uri, String id, String show) {
        return Program.start(directory, "lead", uri, "nightly", "--id", id, "--", "sh", "-c", show);
    }
}
