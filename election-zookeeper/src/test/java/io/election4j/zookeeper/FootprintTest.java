/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.NewThreads;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests the cost of a connection in this process; runs alone, because it counts threads. */
@Isolated
class FootprintTest {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final int ELECTIONS = 1_000;
    /** The prefix of the threads of a server in this process. */
    private static final String OF_SERVER = "NIOWorkerThread-";

    @Test
    void aThousandElectionsTakeNoMoreThreadsThanOne() {
        EmbeddedServer server = EmbeddedServer.temporary();
        try (Backend backend = connect(server)) {
            backend.campaign("first", "a", TTL).won().join();
            NewThreads threads = NewThreads.sinceNow(OF_SERVER);
            try (ManyCampaigns leaders = ManyCampaigns.stand(backend, "many", ELECTIONS, "a", TTL)) {
                Wait.until(Duration.ofSeconds(60), "all have won", () -> leaders.winners() == ELECTIONS);
                threads.awaitAtMost(0);
            }
        } finally {
            server.close();
        }
    }

    @Test
    void aClosedConnectionLeavesNoThreadBehind() {
        EmbeddedServer server = EmbeddedServer.temporary();
        try {
            NewThreads threads = NewThreads.sinceNow(OF_SERVER);
            for (int i = 0; i < 3; i++) {
                try (Backend backend = connect(server)) {
                    backend.campaign("threads", "a", TTL).won().join();
                    assertThat(threads.alive()).isNotEmpty().allMatch(Thread::isDaemon);
                }
            }
            threads.awaitAtMost(0);
        } finally {
            server.close();
        }
    }

    @Test
    void aFailedConnectionLeavesNoThreadBehind() {
        NewThreads threads = NewThreads.sinceNow(OF_SERVER);
        try (Backend backend = new ZooKeeperProvider().connect(BackendUri.parse("zookeeper://127.0.0.1:1?ttl=1s"));
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "threads", "a", TTL)) {
            candidate.awaitFailure();
        }
        threads.awaitAtMost(0);
    }

    @Test
    void anEmbeddedServerEndsWithItsConnection() {
        NewThreads threads = NewThreads.sinceNow(OF_SERVER);
        try (Backend backend = new ZooKeeperProvider().connect(BackendUri.parse("zookeeper:embedded"))) {
            backend.campaign("threads", "a", TTL).won().join();
        }
        threads.awaitAtMost(0);
    }

    @Test
    void anEmbeddedServerThatAnInterruptedThreadOpensEndsWithItsConnection() {
        NewThreads threads = NewThreads.sinceNow(OF_SERVER);
        Thread.currentThread().interrupt();
        Backend backend = new ZooKeeperProvider().connect(BackendUri.parse("zookeeper:embedded"));
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        try (backend) {
            Wait.of(backend.campaign("threads", "a", TTL).won());
        }
        threads.awaitAtMost(0);
    }

    private static Backend connect(EmbeddedServer server) {
        return new ZooKeeperProvider().connect(BackendUri.parse(server.uri() + "?ttl=10s"));
    }
}
