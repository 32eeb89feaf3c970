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

    private final CampaignOffice office;
    private final List<Renewal> waiting = new ArrayList<>();
    private final Burst burst;
    private boolean asking;
    private long askedAt;
    private boolean closed;

    SharedProof(CampaignOffice office) {
        this.office = office;
        this.burst = new Burst(office.threads(), this::begin);
    }

    void ask(ConsulCampaign campaign, CompletableFuture<Duration> answer) {
        if (closed) {
            office.threads().fail(answer, office.problems().closed());
        } else if (campaign.isOver()) {
            office.threads().fail(answer, ServiceProblems.over());
        } else {
            waiting.add(new Renewal(campaign, answer, office.now()));
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
            askedAt = office.now();
            new ProofRound(office, batch, this::onRound).start();
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
                office.threads().fail(renewal.answer, ServiceProblems.over());
            } else if (renewal.campaign.session().isPresent() && !renewal.campaign.isArriving()) {
                each.remove();
                batch.add(renewal);
            }
        }
        return batch;
    }

    /** Lets renewals fail that have waited for too long, and tries the others. */
    void tick() {
        long patience = office.settings().ttl().dividedBy(3).toNanos();
        if (office.now() - askedAt > 2 * patience) {
            asking = false; // else the end of a round that was lost for want of memory would be waited for
        }
        for (Iterator<Renewal> each = waiting.iterator(); each.hasNext(); ) {
            Renewal renewal = each.next();
            if (office.now() - renewal.since > patience) {
                each.remove();
                ElectionException reason = renewal.campaign.session().isEmpty()
                        ? office.noSession()
                        : office.problems().doesNotAnswer();
                office.threads().fail(renewal.answer, reason);
            }
        }
        begin();
    }

    void close() {
        closed = true;
        waiting.forEach(renewal ->
                office.threads().fail(renewal.answer, office.problems().closed()));
        waiting.clear();
    }
}
