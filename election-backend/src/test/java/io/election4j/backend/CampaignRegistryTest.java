/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CampaignRegistryTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final BackendThreads threads = new BackendThreads("test");
    private final AtomicLong clock = new AtomicLong();
    private final List<String> vacated = new ArrayList<>();
    private final CampaignRegistry<CampaignDouble> registry = new CampaignRegistry<>(
            threads, new ServiceProblems("the service", "a client"), CampaignDouble.class, vacated::add);

    @AfterEach
    void close() {
        threads.close(LIMIT);
    }

    private CampaignDouble added(String election) {
        return registry.add(election, new CampaignDouble(threads, clock));
    }

    private void onLoop(Runnable task) {
        CompletableFuture.runAsync(task, threads::run).join();
    }

    @Test
    void campaignsBeginAndAreFoundByTheirElection() {
        CampaignDouble one = added("a");
        CampaignDouble rival = added("a");
        CampaignDouble other = added("b");
        onLoop(() -> {
            assertThat(one.hasBegun()).isTrue();
            assertThat(registry.of("a")).containsExactly(one, rival);
            assertThat(registry.all()).containsExactly(one, rival, other);
        });
    }

    @Test
    void aFinishedCampaignIsForgottenAndItsElectionWithTheLast() {
        CampaignDouble one = added("a");
        CampaignDouble rival = added("a");
        one.finish();
        onLoop(registry::tick);
        onLoop(() -> assertThat(registry.all()).containsExactly(rival));
        onLoop(() -> assertThat(vacated).isEmpty());
        rival.finish();
        onLoop(registry::tick);
        onLoop(() -> assertThat(registry.of("a")).isEmpty());
        onLoop(() -> assertThat(vacated).containsExactly("a"));
    }

    @Test
    void aTickThatThrowsDoesNotPreventTheTickOfAnotherCampaign() {
        CampaignDouble broken = added("a");
        CampaignDouble healthy = added("b");
        broken.breakTicks();
        onLoop(registry::tick);
        assertThat(broken.ticks()).isEqualTo(1);
        assertThat(healthy.ticks()).isEqualTo(1);
    }

    @Test
    void closingFailsCampaignsAndThoseThatComeLater() {
        CampaignDouble early = added("a");
        onLoop(registry::close);
        CampaignDouble late = added("a");
        onLoop(() -> assertThat(registry.all()).isEmpty());
        assertThat(early.won()).failsWithin(LIMIT);
        assertThat(late.won()).failsWithin(LIMIT);
        assertThat(late.hasBegun()).isFalse();
    }

    @Test
    void aCampaignFailsAtOnceWithoutThreads() {
        threads.close(LIMIT);
        assertThat(added("a").won()).isCompletedExceptionally();
    }
}
