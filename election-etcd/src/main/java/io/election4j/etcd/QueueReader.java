/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.ExponentialBackoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the queues of campaigns, many in one request. At most one request is under way; campaigns that need a read
 * meanwhile share the next one. Lives on the loop.
 */
final class QueueReader {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final EtcdClient client;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private Set<EtcdCampaign> wanted = new LinkedHashSet<>();
    private List<Consumer<@Nullable CallFailure>> afterwards = new ArrayList<>();
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_PAUSE, LONGEST_PAUSE);
    private boolean reading;
    private boolean pausing;

    QueueReader(EtcdClient client, BackendThreads threads, LongSupplier clock) {
        this.client = client;
        this.threads = threads;
        this.clock = clock;
    }

    /** Reads the queue of a campaign; repeats that until a read succeeds. */
    void requestRead(EtcdCampaign campaign) {
        wanted.add(campaign);
        if (!pausing) {
            flush();
        }
    }

    /** Reads the queues of campaigns once; then reports success (null) or the failure. */
    void read(List<EtcdCampaign> campaigns, Consumer<@Nullable CallFailure> whenDone) {
        wanted.addAll(campaigns);
        afterwards.add(whenDone);
        flush();
    }

    private void flush() {
        wanted.removeIf(campaign -> !campaign.isInQueue());
        if (reading || (wanted.isEmpty() && afterwards.isEmpty())) {
            return;
        }
        Set<EtcdCampaign> batch = wanted;
        List<Consumer<@Nullable CallFailure>> waiting = afterwards;
        wanted = new LinkedHashSet<>();
        afterwards = new ArrayList<>();
        if (batch.isEmpty()) {
            waiting.forEach(each -> each.accept(null));
            return;
        }
        long sentAt = clock.getAsLong();
        List<String> prefixes =
                batch.stream().map(EtcdCampaign::prefix).distinct().toList();
        client.queues(
                prefixes,
                views -> {
                    reading = false;
                    backoff.reset();
                    hand(views, batch, sentAt);
                    waiting.forEach(each -> each.accept(null));
                    flush();
                },
                failure -> {
                    reading = false;
                    waiting.forEach(each -> each.accept(failure));
                    tryLater(batch);
                });
        reading = true;
    }

    private static void hand(List<QueueView> views, Set<EtcdCampaign> batch, long sentAt) {
        Map<String, QueueView> byPrefix =
                views.stream().collect(Collectors.toMap(QueueView::prefix, Function.identity()));
        for (EtcdCampaign campaign : batch) {
            QueueView view = byPrefix.get(campaign.prefix());
            if (view != null) {
                campaign.onQueue(view, sentAt);
            }
        }
    }

    private void tryLater(Set<EtcdCampaign> batch) {
        wanted.addAll(batch);
        if (!pausing) {
            threads.after(backoff.next(), () -> {
                pausing = false;
                flush();
            });
            pausing = true;
        }
    }
}
