/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.LeaderTracker;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the leader of one election from the majority of the servers, and follows it by the watch of all keys, whose event
 * suffices to report a change. Lives on the loop.
 */
final class LeaderSource implements LeaderTracker.Source {
    private final CampaignContext context;
    private final NamespaceWatch watch;
    private final String prefix;
    private final Duration period;
    private final LeaderTracker tracker;
    private final QueueState queue = new QueueState();

    LeaderSource(CampaignContext context, NamespaceWatch watch, String prefix, Duration period, LeaderTracker tracker) {
        this.context = context;
        this.watch = watch;
        this.prefix = prefix;
        this.period = period;
        this.tracker = tracker;
    }

    @Override
    public void read(LeaderTracker.Reading reading) {
        watch.open();
        context.client()
                .candidates(
                        prefix,
                        snapshot -> {
                            queue.onRead(snapshot);
                            reading.found(queue.leader());
                        },
                        failure -> reading.failed(context.problem(failure)));
    }

    @Override
    public boolean isWatching() {
        return queue.isCurrent() && watch.isListening();
    }

    @Override
    public Optional<Duration> period() {
        return Optional.of(period);
    }

    /** The watch is that of the whole connection. */
    @Override
    public boolean close() {
        return true;
    }

    void onEvent(KeyEvent event) {
        queue.onEvent(event);
        if (queue.isCurrent()) {
            tracker.tell(queue.leader());
        } else {
            tracker.requestRead();
        }
    }

    /** As {@link NamespaceWatch.Listener#onGap}. */
    void onGap(long revision) {
        queue.onGap(revision);
        tracker.requestRead();
    }
}
