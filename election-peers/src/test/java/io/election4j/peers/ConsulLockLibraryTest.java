/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.KeyValueClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsulLockLibraryTest implements LibraryRules {
    private final ServerCluster cluster;

    ConsulLockLibraryTest(@TempDir Path directory) {
        cluster = ConsulCluster.start(1, directory);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Override
    public Library library() {
        return new ConsulLockLibrary();
    }

    @Override
    public ServerCluster cluster() {
        return cluster;
    }

    @Override
    public Duration ttl() {
        return new ConsulLockLibrary().ttl(Duration.ofSeconds(1));
    }

    @Override
    public void endSession(FaultProxy line, Ballot next) {
        // Destroys the session, because its expiry takes 20 s.
        Consul consul = Consul.builder().withUrl("http://" + cluster.hosts()).build();
        KeyValueClient keys = consul.keyValueClient();
        String session = keys.getValue("election4j-peers/lost/leader")
                .orElseThrow()
                .getSession()
                .orElseThrow();
        consul.sessionClient().destroySession(session);
        consul.destroy();
    }
}
