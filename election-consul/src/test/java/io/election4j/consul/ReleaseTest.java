/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests releases that take long. */
class ReleaseTest {
    private static final Duration TTL = Duration.ofSeconds(2);

    /** A release is given up after twice this time, together with the session that all campaigns share. */
    private static final Duration PATIENCE = TTL;

    private static final int MANY = 1_000;
    private static final Duration SLOW_LINE = Duration.ofMillis(20);

    private static Backend connect(ConsulCluster servers) {
        return new ConsulProvider().connect(BackendUri.parse(servers.proxiedUri("departures", TTL)));
    }

    @Test
    void aThousandReleasesAtOnceEndNoOtherTerm(@TempDir Path directory) {
        try (ConsulCluster servers = new ConsulSetup().start(1, directory);
                Backend backend = connect(servers);
                RenewedCampaign stays = RenewedCampaign.stand(backend, "stays", "a", TTL);
                ManyCampaigns many = new ManyCampaigns(backend, MANY, TTL)) {
            stays.awaitToken();
            Wait.until(Duration.ofSeconds(60), "all have won", () -> many.winners() == MANY);
            servers.proxyTo(0).delay(SLOW_LINE);
            long begun = System.nanoTime();
            Wait.of(many.leave());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(PATIENCE.multipliedBy(2));
            stays.awaitRenewals(2);
            assertThat(stays.isLost()).isFalse();
        }
    }

    @Test
    void leavingFailsWhileTheServiceDoesNotAnswer(@TempDir Path directory) throws Exception {
        try (ConsulCluster servers = new ConsulSetup().start(1, directory);
                Backend backend = connect(servers);
                RenewedCampaign first = RenewedCampaign.stand(backend, "first", "a", TTL);
                RenewedCampaign second = RenewedCampaign.stand(backend, "second", "a", TTL)) {
            first.awaitToken();
            second.awaitToken();
            servers.proxyTo(0).stall();
            CompletableFuture<Void> firstLeft = first.campaign().leave();
            Duration headStart = PATIENCE.multipliedBy(3).dividedBy(2); // the first gives up before the second
            Wait.during(headStart, "the second stands", () -> !second.isLost());
            CompletableFuture<Void> secondLeft = second.campaign().leave();
            assertThat(Wait.failureOf(firstLeft)).hasMessageContaining("does not answer");
            assertThat(Wait.failureOf(secondLeft)).hasMessageContaining("does not answer");
        }
    }
}
