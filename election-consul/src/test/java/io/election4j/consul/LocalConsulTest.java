/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Binaries;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the server that the backend starts. */
class LocalConsulTest {

    @Test
    void itHoldsElectionsUntilItIsClosed(@TempDir Path directory) {
        Binaries.skipIfAsked("consul");
        ConsulProvider provider = new ConsulProvider();
        LocalServer server = provider.startLocalServer(directory);
        Duration ttl = provider.defaultTtl();
        BackendUri uri = BackendUri.parse(server.uri() + "/local").withDefault("ttl", ttl);
        try (Backend backend = provider.connect(uri);
                RenewedCampaign leader = RenewedCampaign.stand(backend, "local", "a", ttl)) {
            assertThat(leader.awaitToken()).isPositive();
            leader.awaitRenewals(2);
            server.close();
            leader.awaitFailure();
        } finally {
            server.close();
        }
        try (Backend late = provider.connect(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(late, "local", "b", ttl)) {
            candidate.awaitFailure();
            assertThat(candidate.failure())
                    .hasMessageStartingWith("Consul at 127.0.0.1:")
                    .hasMessageEndingWith(" does not answer");
        }
    }
}
