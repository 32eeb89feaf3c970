/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JetcdLibraryTest implements LibraryRules {
    private final ServerCluster cluster;

    JetcdLibraryTest(@TempDir Path directory) {
        cluster = new EtcdSetup().shortLeases().start(1, directory);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Override
    public Library library() {
        return new JetcdLibrary();
    }

    @Override
    public ServerCluster cluster() {
        return cluster;
    }

    @Override
    public Duration ttl() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void endSession(FaultProxy line, Ballot next) {
        line.cut();
        Wait.until("the seat is given to another", () -> next.wins() == 1);
    }
}
