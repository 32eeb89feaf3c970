/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.NewThreads;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests what remains after a connection. */
@Isolated("counts the threads of this process")
class FootprintTest {
    private static final Duration TTL = Duration.ofSeconds(5);

    @Test
    void aClosedConnectionLeavesNoThreadBehind(@TempDir Path directory) {
        try (LocalServer server = new EtcdProvider().startLocalServer(directory)) {
            NewThreads threads = NewThreads.sinceNow();
            for (int i = 0; i < 3; i++) {
                try (Backend backend = connect(server);
                        RenewedCampaign candidate = RenewedCampaign.stand(backend, "threads", "a", TTL)) {
                    candidate.awaitToken();
                    assertThat(threads.alive()).isNotEmpty().allMatch(Thread::isDaemon);
                }
            }
            threads.awaitAtMost(0);
        }
    }

    @Test
    void aFailedConnectionLeavesNoThreadBehind() {
        NewThreads threads = NewThreads.sinceNow();
        try (Backend backend = new EtcdProvider().connect(BackendUri.parse("etcd://127.0.0.1:1?ttl=1s"));
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "threads", "a", TTL)) {
            candidate.awaitFailure();
        }
        threads.awaitAtMost(0);
    }

    @Test
    void aClosedConnectionLeavesTheSeatToOthersAtOnce(@TempDir Path directory) {
        Duration longTtl = Duration.ofMinutes(5);
        try (LocalServer server = new EtcdProvider().startLocalServer(directory);
                Backend next = connect(server)) {
            Backend backend = connect(server);
            Wait.of(backend.campaign("seat", "a", longTtl).won());
            backend.close();
            Wait.of(next.campaign("seat", "b", longTtl).won());
        }
    }

    private static Backend connect(LocalServer server) {
        return new EtcdProvider().connect(BackendUri.parse(server.uri() + "?ttl=5s"));
    }
}
