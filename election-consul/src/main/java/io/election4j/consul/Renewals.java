/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.RenewalRequest;
import io.election4j.backend.RenewalRequest.Pending;
import io.election4j.backend.ServiceProblems;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Renews all campaigns of a connection together. At most one round is under way. Renewals that are asked for meanwhile share
 * the next round, never the present one, because the granted span counts from the call. Lives on the loop.
 */
final class Renewals {
    private final CampaignContext context;
    private final List<Pending<ConsulCampaign>> waiting = new ArrayList<>();
    private boolean beginning;
    private boolean asking;
    private long askedAt;
    private boolean closed;

    Renewals(CampaignContext context) {
        this.context = context;
    }

    void ask(RenewalRequest<ConsulCampaign> request) {
        if (closed) {
            request.fail(request.campaigns(), context.problems().closed());
            return;
        }
        waiting.addAll(request.pending(context.now()));
        beginSoon();
    }

    /** Begins a round after the tasks that the loop has already: thousands may be asked for one after the other. */
    private void beginSoon() {
        if (!beginning) {
            beginning = context.threads().run(() -> {
                beginning = false;
                begin();
            });
        }
    }

    private void begin() {
        if (asking || closed) {
            return;
        }
        List<Pending<ConsulCampaign>> batch = takeProvable();
        if (!batch.isEmpty()) {
            asking = true;
            askedAt = context.now();
            new RenewalRound(context, batch, this::onRound).start();
        }
    }

    private void onRound(List<Pending<ConsulCampaign>> unanswered) {
        asking = false;
        waiting.addAll(0, unanswered);
        begin();
    }

    private List<Pending<ConsulCampaign>> takeProvable() {
        List<Pending<ConsulCampaign>> batch = new ArrayList<>();
        for (Iterator<Pending<ConsulCampaign>> each = waiting.iterator(); each.hasNext(); ) {
            Pending<ConsulCampaign> renewal = each.next();
            if (renewal.campaign().isOver()) {
                each.remove();
                renewal.fail(ServiceProblems.over());
            } else if (renewal.campaign().session().isPresent()
                    && !renewal.campaign().isArriving()) {
                each.remove();
                batch.add(renewal);
            }
        }
        return batch;
    }

    /** Fails renewals that have waited for too long, and begins a round for the others. */
    void tick() {
        long patience = context.settings().ttl().dividedBy(3).toNanos();
        if (context.now() - askedAt > 2 * patience) {
            asking = false; // the end of the round may have been lost for want of memory
        }
        for (Iterator<Pending<ConsulCampaign>> each = waiting.iterator(); each.hasNext(); ) {
            Pending<ConsulCampaign> renewal = each.next();
            if (context.now() - renewal.since() > patience) {
                each.remove();
                ElectionException reason = renewal.campaign().session().isEmpty()
                        ? context.noSession()
                        : context.problems().doesNotAnswer();
                renewal.fail(reason);
            }
        }
        begin();
    }

    void close() {
        closed = true;
        waiting.forEach(renewal -> renewal.fail(context.problems().closed()));
        waiting.clear();
    }
}
