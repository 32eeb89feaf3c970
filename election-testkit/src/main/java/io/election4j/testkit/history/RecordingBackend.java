/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Granted;
import io.election4j.testkit.history.HistoryEvent.Proven;
import io.election4j.testkit.history.HistoryEvent.Won;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Records the wins of the campaigns of one connection, and the service's promises to them. Delegates every call. */
public final class RecordingBackend implements Backend {
    private final Backend backend;
    private final History history;

    /** Records a connection and closes it with this one. */
    public RecordingBackend(Backend backend, History history) {
        this.backend = backend;
        this.history = history;
    }

    @Override
    public Campaign campaign(String election, String candidateId, Duration ttl) {
        Campaign campaign = backend.campaign(election, candidateId, ttl);
        CompletableFuture<Long> won = campaign.won().thenApply(token -> {
            history.record(new Won(history.now(), election, candidateId, token));
            return token;
        });
        return new Recorded(history, campaign, election, candidateId, won);
    }

    @Override
    public void renew(
            Collection<? extends Campaign> campaigns, BiConsumer<Collection<? extends Campaign>, Renewal> answer) {
        long askedAt = history.now();
        Map<Campaign, Recorded> byCampaign = new HashMap<>();
        Set<Recorded> seated = new HashSet<>();
        for (Campaign campaign : campaigns) {
            Recorded recorded = (Recorded) campaign;
            byCampaign.put(recorded.campaign(), recorded);
            if (recorded.holdsSeat()) {
                seated.add(recorded);
            }
        }
        backend.renew(byCampaign.keySet(), (group, renewal) -> {
            List<Recorded> told = group.stream().map(byCampaign::get).toList();
            if (renewal instanceof Granted granted) {
                told.stream().filter(seated::contains).forEach(each -> each.onProven(askedAt, granted.span()));
            }
            answer.accept(told, renewal);
        });
    }

    @Override
    public CompletableFuture<Optional<Leader>> leaderOtherThan(String election, Optional<Leader> known) {
        return backend.leaderOtherThan(election, known);
    }

    @Override
    public CompletableFuture<List<String>> candidates(String election) {
        return backend.candidates(election);
    }

    @Override
    public Optional<String> notice() {
        return backend.notice();
    }

    @Override
    public void close() {
        backend.close();
    }

    private record Recorded(
            History history, Campaign campaign, String election, String candidateId, CompletableFuture<Long> won)
            implements Campaign {
        @Override
        public CompletableFuture<Void> lost() {
            return campaign.lost();
        }

        boolean holdsSeat() {
            return won.isDone() && !won.isCompletedExceptionally();
        }

        void onProven(long askedAt, Duration span) {
            history.record(new Proven(askedAt, election, candidateId, won.join(), askedAt + span.toNanos()));
        }

        @Override
        public CompletableFuture<Void> leave() {
            return campaign.leave();
        }
    }
}
