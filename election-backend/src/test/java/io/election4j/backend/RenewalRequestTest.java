/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Failed;
import io.election4j.spi.Renewal.Granted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalRequestTest {
    private static final Duration SPAN = Duration.ofSeconds(9);

    private final BackendThreads threads = new BackendThreads("test");
    private final AtomicLong clock = new AtomicLong();
    private final Map<Campaign, Renewal> outcomes = new ConcurrentHashMap<>();
    private final Map<Campaign, String> toldOn = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        threads.close(SPAN);
    }

    private void renew(List<CampaignDouble> campaigns, Consumer<RenewalRequest<CampaignDouble>> ask) {
        RenewalRequest.begin(
                threads,
                campaigns,
                (group, outcome) -> group.forEach(campaign -> {
                    toldOn.put(campaign, Thread.currentThread().getName());
                    outcomes.put(campaign, outcome);
                }),
                ask,
                ServiceProblems.unreachable("closed"));
    }

    @Test
    void theServiceIsAskedForThoseWithoutAProof() {
        CampaignDouble winner = new CampaignDouble(threads, clock);
        CampaignDouble waiting = new CampaignDouble(threads, clock);
        winner.state().win(1, new CampaignState.Proof(clock.get(), SPAN));
        renew(List.of(winner, waiting), request -> request.grant(request.campaigns(), Duration.ofSeconds(1)));
        assertThat(outcomes).containsEntry(winner, new Granted(SPAN));
        Awaitility.await().until(() -> outcomes.containsKey(waiting));
        assertThat(outcomes).containsEntry(waiting, new Granted(Duration.ofSeconds(1)));
        assertThat(toldOn.get(waiting)).isEqualTo("election-test-messenger");
    }

    @Test
    void eachGroupHasItsOwnOutcome() {
        CampaignDouble one = new CampaignDouble(threads, clock);
        CampaignDouble other = new CampaignDouble(threads, clock);
        renew(List.of(one, other), request -> {
            request.grant(List.of(one), SPAN);
            request.fail(List.of(other), ServiceProblems.over());
        });
        Awaitility.await().until(() -> outcomes.size() == 2);
        assertThat(outcomes.get(one)).isEqualTo(new Granted(SPAN));
        assertThat(outcomes.get(other)).isInstanceOf(Failed.class);
    }

    @Test
    void aClosedBackendFailsEveryRenewal() {
        threads.close(SPAN);
        CampaignDouble late = new CampaignDouble(threads, clock);
        renew(List.of(late), request -> {});
        assertThat(outcomes.get(late)).isInstanceOf(Failed.class);
    }
}
