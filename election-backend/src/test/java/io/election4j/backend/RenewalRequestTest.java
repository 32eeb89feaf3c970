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
import java.util.concurrent.CompletableFuture;
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

    private final class Standing implements Campaign {
        private final CampaignFutures futures =
                new CampaignFutures(threads, clock::get, () -> ServiceProblems.unreachable("closed"));

        @Override
        public CompletableFuture<Long> won() {
            return futures.won();
        }

        @Override
        public CompletableFuture<Void> lost() {
            return futures.lost();
        }

        @Override
        public CompletableFuture<Void> leave() {
            return futures.leave(() -> {}, new CompletableFuture<>());
        }
    }

    private void renew(List<Standing> campaigns, Consumer<RenewalRequest<Standing>> ask) {
        RenewalRequest.begin(
                threads,
                campaigns,
                (group, outcome) -> group.forEach(campaign -> {
                    toldOn.put(campaign, Thread.currentThread().getName());
                    outcomes.put(campaign, outcome);
                }),
                Standing.class,
                standing -> standing.futures,
                ask,
                ServiceProblems.unreachable("closed"));
    }

    @Test
    void theServiceIsAskedForThoseWithoutAProof() {
        Standing winner = new Standing();
        Standing waiting = new Standing();
        winner.futures.completeWon(1, new CampaignFutures.Proof(clock.get(), SPAN));
        renew(List.of(winner, waiting), request -> request.grant(request.campaigns(), Duration.ofSeconds(1)));
        assertThat(outcomes).containsEntry(winner, new Granted(SPAN));
        Awaitility.await().until(() -> outcomes.containsKey(waiting));
        assertThat(outcomes).containsEntry(waiting, new Granted(Duration.ofSeconds(1)));
        assertThat(toldOn.get(waiting)).isEqualTo("election-test-messenger");
    }

    @Test
    void eachGroupHasItsOwnOutcome() {
        Standing one = new Standing();
        Standing other = new Standing();
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
        Standing late = new Standing();
        renew(List.of(late), request -> {});
        assertThat(outcomes.get(late)).isInstanceOf(Failed.class);
    }
}
