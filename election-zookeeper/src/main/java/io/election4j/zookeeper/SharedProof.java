/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.ServiceProblems;
import io.election4j.zookeeper.CallFailure.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Renews all campaigns of a connection together. At most one request is under way; what comes meanwhile shares the next
 * one, never the present one, because the span granted counts from the call. Lives on the loop.
 */
final class SharedProof {
    /** So many nodes make a request of some 50 kB, far below what a server accepts. */
    private static final int MOST_NODES = 500;

    private record Request(LatchCampaign campaign, CompletableFuture<Duration> answer, long since) {}

    private final Connection connection;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean asking;
    private boolean closed;

    SharedProof(Connection connection, BackendThreads threads, LongSupplier clock) {
        this.connection = connection;
        this.threads = threads;
        this.clock = clock;
    }

    void ask(LatchCampaign campaign, CompletableFuture<Duration> answer) {
        if (closed) {
            threads.fail(answer, connection.problems().closed());
            return;
        }
        waiting.add(new Request(campaign, answer, clock.getAsLong()));
        flush();
    }

    /** Asks for what waits and has a node to be proven. */
    void flush() {
        if (!asking) {
            connection.session().ifPresent(session -> {
                List<Request> batch = takeProvable(session);
                if (!batch.isEmpty()) {
                    prove(session, batch);
                }
            });
        }
    }

    /** Lets requests fail that have waited for too long, and tries the others. */
    void tick() {
        long patience = connection.timeout().dividedBy(3).toNanos();
        for (Iterator<Request> each = waiting.iterator(); each.hasNext(); ) {
            Request request = each.next();
            if (request.campaign.isOver()) {
                each.remove();
                threads.fail(request.answer, ServiceProblems.over());
            } else if (clock.getAsLong() - request.since > patience) {
                each.remove();
                threads.fail(request.answer, whyNot(request.campaign));
            }
        }
        flush();
    }

    void close(ElectionException reason) {
        closed = true;
        waiting.forEach(request -> threads.fail(request.answer, reason));
        waiting.clear();
    }

    private List<Request> takeProvable(Session session) {
        List<Request> batch = new ArrayList<>();
        for (Iterator<Request> each = waiting.iterator(); each.hasNext() && batch.size() < MOST_NODES; ) {
            Request request = each.next();
            if (request.campaign.provableNode(session).isPresent()) {
                each.remove();
                batch.add(request);
            }
        }
        return batch;
    }

    private void prove(Session session, List<Request> batch) {
        asking = true;
        List<String> nodes = batch.stream()
                .flatMap(request -> request.campaign.provableNode(session).stream())
                .distinct()
                .toList();
        session.prove(
                nodes,
                proven -> {
                    asking = false;
                    batch.forEach(request -> grant(request, session));
                    flush();
                },
                failure -> {
                    asking = false;
                    onFailure(session, batch, failure);
                });
    }

    private void grant(Request request, Session session) {
        if (request.campaign.isOver()) {
            threads.fail(request.answer, ServiceProblems.over());
            return;
        }
        request.campaign
                .obstacle()
                .ifPresentOrElse(
                        obstacle -> threads.fail(request.answer, obstacle),
                        // Half of the timeout: a follower tells the leading server only now and then whom it heard of.
                        () -> threads.succeed(request.answer, session.timeout().dividedBy(2)));
    }

    private void onFailure(Session session, List<Request> batch, CallFailure failure) {
        boolean nodeGone = failure.is(Reason.NO_NODE);
        boolean hopeless = failure.is(Reason.FORBIDDEN) || failure.is(Reason.SESSION_ENDED);
        for (Request request : batch) {
            boolean missing = nodeGone
                    && request.campaign
                            .provableNode(session)
                            .filter(failure.path()::equals)
                            .isPresent();
            if (missing) {
                request.campaign.lose();
            }
            if (missing || hopeless) {
                threads.fail(request.answer, connection.problem(failure));
            } else {
                waiting.addFirst(request);
            }
        }
        if (nodeGone) {
            flush();
        }
    }

    private ElectionException whyNot(LatchCampaign campaign) {
        return campaign.obstacle().orElseGet(connection::outOfReach);
    }
}
