/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.spi.support.Burst;
import io.election4j.spi.support.ServiceProblems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Renews all campaigns of a connection together. At most one round is under way; what comes meanwhile shares the next
 * one, never the present one, because the span granted counts from the call. Lives on the loop.
 */
final class SharedProof {
    /** One renewal: who asks, where the answer goes, and since when. */
    record Renewal(ConsulCampaign campaign, CompletableFuture<Duration> answer, long since) {}

    private final CampaignRegistry registry;
    private final List<Renewal> waiting = new ArrayList<>();
    private final Burst burst;
    private boolean asking;
    private long askedAt;
    private boolean closed;

    SharedProof(CampaignRegistry registry) {
        this.registry = registry;
        this.burst = new Burst(registry.threads(), this::begin);
    }

    void ask(ConsulCampaign campaign, CompletableFuture<Duration> answer) {
        if (closed) {
            registry.threads().fail(answer, registry.problems().closed());
        } else if (campaign.isOver()) {
            registry.threads().fail(answer, ServiceProblems.over());
        } else {
            waiting.add(new Renewal(campaign, answer, registry.now()));
            burst.more();
        }
    }

    private void begin() {
        if (asking || burst.isUnderWay() || closed) {
            return;
        }
        List<Renewal> batch = takeProvable();
        if (!batch.isEmpty()) {
            asking = true;
            askedAt = registry.now();
            new ProofRound(registry, batch, this::onRound).start();
        }
    }

    private void onRound(List<Renewal> unanswered) {
        asking = false;
        waiting.addAll(0, unanswered);
        begin();
    }

    private List<Renewal> takeProvable() {
        List<Renewal> batch = new ArrayList<>();
        for (Iterator<Renewal> each = waiting.iterator(); each.hasNext(); ) {
            Renewal renewal = each.next();
            if (renewal.campaign.isOver()) {
                each.remove();
                registry.threads().fail(renewal.answer, ServiceProblems.over());
            } else if (renewal.campaign.session().isPresent() && !renewal.campaign.isArriving()) {
                each.remove();
                batch.add(renewal);
            }
        }
        return batch;
    }

    /** Lets renewals fail that have waited for too long, and tries the others. */
    void tick() {
        long patience = registry.settings().ttl().dividedBy(3).toNanos();
        if (registry.now() - askedAt > 2 * patience) {
            asking = false; // else the end of a round that was lost for want of memory would be waited for
        }
        for (Iterator<Renewal> each = waiting.iterator(); each.hasNext(); ) {
            Renewal renewal = each.next();
            if (registry.now() - renewal.since > patience) {
                each.remove();
                ElectionException reason = renewal.campaign.session().isEmpty()
                        ? registry.noSession()
                        : registry.problems().doesNotAnswer();
                registry.threads().fail(renewal.answer, reason);
            }
        }
        begin();
    }

    void close() {
        closed = true;
        waiting.forEach(renewal ->
                registry.threads().fail(renewal.answer, registry.problems().closed()));
        waiting.clear();
    }
}
