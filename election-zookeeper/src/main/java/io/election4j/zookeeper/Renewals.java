/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.BackendThreads;
import io.election4j.backend.RenewalRequest;
import io.election4j.backend.RenewalRequest.Pending;
import io.election4j.backend.ServiceProblems;
import io.election4j.zookeeper.CallFailure.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Renews all campaigns of a connection together. At most one request is under way. Renewals that are asked for meanwhile share
 * the next request, never the present one, because the granted span counts from the call. Renewals wait while there is no
 * session, and are sent as soon as the client is connected again. Lives on the loop.
 */
final class Renewals {
    private final Connection connection;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Deque<Pending<ZooKeeperCampaign>> waiting = new ArrayDeque<>();
    private boolean flushing;
    private boolean asking;
    private long askedAt;
    private boolean closed;

    Renewals(Connection connection, BackendThreads threads, LongSupplier clock) {
        this.connection = connection;
        this.threads = threads;
        this.clock = clock;
    }

    void ask(RenewalRequest<ZooKeeperCampaign> request) {
        if (closed) {
            request.fail(request.campaigns(), connection.problems().closed());
            return;
        }
        waiting.addAll(request.pending(clock.getAsLong()));
        flushSoon();
    }

    /** Sends the waiting renewals after the tasks that the loop has already: thousands may be asked for one after the other. */
    void flushSoon() {
        if (!flushing) {
            flushing = threads.run(() -> {
                flushing = false;
                flush();
            });
        }
    }

    /** Sends the waiting renewals of campaigns that have a node. */
    private void flush() {
        if (!asking && !waiting.isEmpty()) {
            connection.session().ifPresent(session -> {
                RenewalBatch batch = RenewalBatch.take(waiting, session, connection.span(), clock.getAsLong());
                if (!batch.isEmpty()) {
                    prove(session, batch);
                }
            });
        }
    }

    /** Fails renewals that have waited for too long, and sends the others. */
    void tick() {
        long patience = connection.timeout().dividedBy(3).toNanos();
        if (clock.getAsLong() - askedAt > 2 * patience) {
            asking = false; // the answer may have been lost for want of memory
        }
        for (Iterator<Pending<ZooKeeperCampaign>> each = waiting.iterator(); each.hasNext(); ) {
            Pending<ZooKeeperCampaign> renewal = each.next();
            if (renewal.campaign().isOver()) {
                each.remove();
                renewal.fail(ServiceProblems.over());
            } else if (clock.getAsLong() - renewal.since() > patience) {
                each.remove();
                renewal.fail(whyNot(renewal.campaign()));
            }
        }
        flush();
    }

    void close(ElectionException reason) {
        closed = true;
        waiting.forEach(renewal -> renewal.fail(reason));
        waiting.clear();
    }

    private void prove(Session session, RenewalBatch batch) {
        session.prove(
                batch.nodes(),
                proven -> {
                    asking = false;
                    batch.checked().forEach(renewal -> renewal.campaign().checkedAt(batch.sentAt()));
                    grant(batch.all());
                    flush();
                },
                failure -> {
                    asking = false;
                    onFailure(session, batch, failure);
                });
        asking = true;
        askedAt = clock.getAsLong();
    }

    /** Grants renewals, but those of a campaign that cannot win as things are. */
    private void grant(List<Pending<ZooKeeperCampaign>> renewals) {
        List<Pending<ZooKeeperCampaign>> granted = new ArrayList<>();
        for (Pending<ZooKeeperCampaign> renewal : renewals) {
            ZooKeeperCampaign campaign = renewal.campaign();
            Optional<ElectionException> failure =
                    campaign.isOver() ? Optional.of(ServiceProblems.over()) : campaign.obstacle();
            failure.ifPresentOrElse(renewal::fail, () -> granted.add(renewal));
        }
        Pending.grant(granted, connection.span());
    }

    private void onFailure(Session session, RenewalBatch batch, CallFailure failure) {
        boolean nodeGone = failure.is(Reason.NO_NODE);
        boolean ofOneNode = nodeGone || failure.is(Reason.FORBIDDEN);
        if (ofOneNode && batch.checked().isEmpty()) {
            grant(batch.all()); // the service would have reported an expired session
            flush();
            return;
        }
        for (Pending<ZooKeeperCampaign> renewal : batch.all()) {
            ZooKeeperCampaign campaign = renewal.campaign();
            boolean concerned = ofOneNode
                    && campaign.provableNode(session)
                            .filter(failure.path()::equals)
                            .isPresent();
            if (concerned && nodeGone) {
                campaign.lose();
            }
            if (concerned || failure.is(Reason.SESSION_ENDED)) {
                renewal.fail(connection.problem(failure));
            } else {
                waiting.addFirst(renewal);
            }
        }
        if (ofOneNode) {
            flush(); // the others can be renewed
        }
    }

    private ElectionException whyNot(ZooKeeperCampaign campaign) {
        boolean inLine = campaign.isWaitingForTurn() && connection.session().isPresent();
        return campaign.obstacle()
                .orElseGet(() -> inLine ? connection.problems().hasALine() : connection.outOfReach());
    }
}
