/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.Burst;
import io.election4j.spi.support.ServiceProblems;
import io.election4j.zookeeper.CallFailure.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Renews all campaigns of a connection together. At most one request is under way; what comes meanwhile shares the next
 * one, never the present one, because the span granted counts from the call. Lives on the loop.
 */
final class SharedProof {
    private final Connection connection;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Deque<Renewal> waiting = new ArrayDeque<>();
    private final Burst burst;
    private boolean asking;
    private long askedAt;
    private boolean closed;

    SharedProof(Connection connection, BackendThreads threads, LongSupplier clock) {
        this.connection = connection;
        this.threads = threads;
        this.clock = clock;
        this.burst = new Burst(threads, this::flush);
    }

    void ask(ZooKeeperCampaign campaign, CompletableFuture<Duration> answer) {
        if (closed) {
            threads.fail(answer, connection.problems().closed());
            return;
        }
        waiting.add(new Renewal(campaign, answer, clock.getAsLong()));
        flushSoon();
    }

    /** Asks in a moment, together with what comes until then. */
    void flushSoon() {
        burst.more();
    }

    /** Asks for what waits and has a node to be proven. */
    private void flush() {
        if (!asking && !burst.isUnderWay() && !waiting.isEmpty()) {
            connection.session().ifPresent(session -> {
                ProofBatch batch = ProofBatch.take(waiting, session, connection.span(), clock.getAsLong());
                if (!batch.isEmpty()) {
                    prove(session, batch);
                }
            });
        }
    }

    /** Lets requests fail that have waited for too long, and tries the others. */
    void tick() {
        long patience = connection.timeout().dividedBy(3).toNanos();
        if (clock.getAsLong() - askedAt > 2 * patience) {
            asking = false; // else the end of a request that was lost for want of memory would be waited for
        }
        for (Iterator<Renewal> each = waiting.iterator(); each.hasNext(); ) {
            Renewal renewal = each.next();
            if (renewal.campaign().isOver()) {
                each.remove();
                threads.fail(renewal.answer(), ServiceProblems.over());
            } else if (clock.getAsLong() - renewal.since() > patience) {
                each.remove();
                threads.fail(renewal.answer(), whyNot(renewal.campaign()));
            }
        }
        flush();
    }

    void close(ElectionException reason) {
        closed = true;
        waiting.forEach(renewal -> threads.fail(renewal.answer(), reason));
        waiting.clear();
    }

    private void prove(Session session, ProofBatch batch) {
        asking = true;
        askedAt = clock.getAsLong();
        session.prove(
                batch.nodes(),
                proven -> {
                    asking = false;
                    batch.checked().forEach(renewal -> renewal.campaign().checkedAt(batch.sentAt()));
                    batch.all().forEach(this::grant);
                    flush();
                },
                failure -> {
                    asking = false;
                    onFailure(session, batch, failure);
                });
    }

    private void grant(Renewal renewal) {
        ZooKeeperCampaign campaign = renewal.campaign();
        if (campaign.isOver()) {
            threads.fail(renewal.answer(), ServiceProblems.over());
            return;
        }
        campaign.obstacle()
                .ifPresentOrElse(
                        obstacle -> threads.fail(renewal.answer(), obstacle),
                        () -> threads.succeed(renewal.answer(), connection.span()));
    }

    private void onFailure(Session session, ProofBatch batch, CallFailure failure) {
        boolean nodeGone = failure.is(Reason.NO_NODE);
        boolean ofOneNode = nodeGone || failure.is(Reason.FORBIDDEN);
        if (ofOneNode && batch.checked().isEmpty()) {
            batch.all().forEach(this::grant); // a session that did not live would have been told so
            flush();
            return;
        }
        for (Renewal renewal : batch.all()) {
            ZooKeeperCampaign campaign = renewal.campaign();
            boolean concerned = ofOneNode
                    && campaign.provableNode(session)
                            .filter(failure.path()::equals)
                            .isPresent();
            if (concerned && nodeGone) {
                campaign.lose();
            }
            if (concerned || failure.is(Reason.SESSION_ENDED)) {
                threads.fail(renewal.answer(), connection.problem(failure));
            } else {
                waiting.addFirst(renewal);
            }
        }
        if (ofOneNode) {
            flush(); // the others are not to suffer for it
        }
    }

    private ElectionException whyNot(ZooKeeperCampaign campaign) {
        boolean inLine = campaign.isWaitingForTurn() && connection.session().isPresent();
        return campaign.obstacle()
                .orElseGet(() -> inLine ? connection.problems().hasALine() : connection.outOfReach());
    }
}
