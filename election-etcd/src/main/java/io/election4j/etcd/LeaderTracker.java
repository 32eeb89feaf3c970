/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.Leader;
import io.election4j.backend.PendingQueries;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Tracks the leader of one election and answers queries that wait for a change. An event of the watch suffices to
 * report a change; a query that knows another leader than the tracker is answered by a read from the majority of the
 * servers. Lives on the loop.
 */
final class LeaderTracker {
    private final CampaignContext context;
    private final NamespaceWatch watch;
    private final String prefix;
    private final PendingQueries queries;
    private final QueueState queue = new QueueState();
    private long lastReadAt;
    private boolean reading;
    private boolean readAgain;

    LeaderTracker(CampaignContext context, NamespaceWatch watch, String prefix) {
        this.context = context;
        this.watch = watch;
        this.prefix = prefix;
        this.queries = new PendingQueries(context.threads());
        this.lastReadAt = context.now();
    }

    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        queries.add(known, answer);
        if (!isUpToDate() || !queue.leader().equals(known)) {
            read();
        }
    }

    private boolean isUpToDate() {
        return queue.isCurrent() && watch.isListening();
    }

    /** Reads again once per time to live, independently of the watch, and fails queries that cannot be answered. */
    void tick(EtcdSettings settings, Connection connection) {
        queries.forgetDone();
        if (connection.downtime().compareTo(settings.ttl()) > 0) {
            connection.trouble().ifPresent(failure -> fail(context.problem(failure)));
        } else if (context.now() - lastReadAt > settings.ttl().toNanos()) {
            read();
        }
    }

    void onEvent(KeyEvent event) {
        queue.onEvent(event);
        if (queue.isCurrent()) {
            queries.tell(queue.leader());
        } else {
            read();
        }
    }

    void onGap(long revision) {
        queue.onGap(revision);
        read();
    }

    private void read() {
        if (reading) {
            readAgain = true;
        } else if (!queries.isEmpty()) {
            reading = true;
            readAgain = false;
            lastReadAt = context.now();
            context.client().candidates(prefix, this::conclude, failure -> {
                if (failure.isRefusal()) {
                    fail(context.problem(failure));
                }
                onRead();
            });
        }
    }

    void fail(ElectionException reason) {
        queries.fail(reason);
    }

    private void conclude(QueueState.Snapshot snapshot) {
        queue.onRead(snapshot);
        queries.tell(queue.leader());
        onRead();
    }

    private void onRead() {
        reading = false;
        if (readAgain) {
            read();
        }
    }
}
