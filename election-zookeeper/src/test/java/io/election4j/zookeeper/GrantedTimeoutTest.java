/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import io.election4j.testkit.server.ZooKeeperCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests servers with ZooKeeper's own limits, which grant other timeouts than requested. */
class GrantedTimeoutTest {
    private static @Nullable ZooKeeperCluster stock;

    @BeforeAll
    static void start(@TempDir Path directory) {
        stock = new ZooKeeperSetup().start(1, directory);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(stock).close();
    }

    private static String uri(Duration ttl) {
        return Objects.requireNonNull(stock).uri("granted", ttl);
    }

    private static void assertGranted(Duration ttl, Duration timeout) {
        try (Backend backend = new ZooKeeperProvider().connect(BackendUri.parse(uri(ttl)));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "limits", "a", ttl)) {
            leader.awaitToken();
            assertThat(Wait.of(leader.renewOnce())).isLessThanOrEqualTo(timeout.dividedBy(2));
            if (ttl.equals(timeout)) {
                assertThat(backend.notice()).isEmpty();
            } else {
                assertThat(backend.notice().orElseThrow())
                        .contains("grants sessions of " + timeout.toMillis() + " ms")
                        .contains("ttl=" + ttl.toMillis() + "ms");
            }
            leader.leave();
        }
    }

    @Test
    void aTtlAboveTheServersMaximumIsReducedWithANotice() {
        assertGranted(Duration.ofSeconds(120), Duration.ofSeconds(40));
    }

    @Test
    void aTtlBelowTheServersMinimumIsRaisedWithANotice() {
        assertGranted(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void aGrantedTtlGivesNoNotice() {
        assertGranted(Duration.ofSeconds(10), Duration.ofSeconds(10));
    }
}
