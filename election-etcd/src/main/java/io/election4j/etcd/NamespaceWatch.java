/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.ExponentialBackoff;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches all elections of the namespace with one watch, because each watch would need a stream of its own. Its events
 * are hints: they may be late, and the watch may break; it then reports that events may be missing. Lives on the loop.
 */
final class NamespaceWatch {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /** Receives changes, on the loop. */
    interface Listener {
        void onEvent(KeyEvent event);

        /**
         * A state that was read at an earlier revision may have changed without an event.
         *
         * @param again whether the watch was established before; the service may have been restored meanwhile, so that
         *     later revisions than this one mean nothing
         */
        void onGap(long revision, boolean again);
    }

    private final String root;
    private final Connection connection;
    private final BackendThreads threads;
    private final Listener listener;
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_PAUSE, LONGEST_PAUSE);
    private @Nullable Ear ear;
    private boolean listening;
    private boolean heardBefore;
    private boolean waiting;
    private boolean closed;

    NamespaceWatch(String root, Connection connection, BackendThreads threads, Listener listener) {
        this.root = root;
        this.connection = connection;
        this.threads = threads;
        this.listener = listener;
        connection.onReopen(this::renew);
    }

    /** Starts the watch unless it has started. */
    void open() {
        if (ear == null && !waiting && !closed) {
            Ear fresh = new Ear();
            connection.use(
                    client -> fresh.listenTo(client.getWatchClient()), failure -> threads.run(() -> broken(fresh)));
            ear = fresh;
        }
    }

    /** Whether the watch is established, as far as is known. */
    boolean isListening() {
        return listening;
    }

    void close() {
        closed = true;
        cancel();
    }

    private void renew() {
        if (ear != null) {
            cancel();
            open();
        }
    }

    private void cancel() {
        Ear old = ear;
        ear = null;
        listening = false;
        if (old != null) {
            connection.use(client -> old.close(), failure -> {});
        }
    }

    private void broken(Ear which) {
        if (which == ear) {
            cancel();
            threads.after(backoff.next(), () -> {
                waiting = false;
                open();
            });
            waiting = true;
        }
    }

    private void heard(Ear which, WatchResponse response) {
        if (which != ear) {
            return;
        }
        backoff.reset();
        if (response.isCreatedNotify()) {
            listening = true;
            listener.onGap(response.getHeader().getRevision(), heardBefore);
            heardBefore = true;
        }
        for (WatchEvent event : response.getEvents()) {
            listener.onEvent(keyEvent(event));
        }
    }

    private static KeyEvent keyEvent(WatchEvent event) {
        KeyValue present = event.getKeyValue();
        boolean deleted = event.getEventType() == WatchEvent.EventType.DELETE;
        return new KeyEvent(
                EtcdClient.text(present.getKey()),
                present.getModRevision(),
                present.getLease(),
                deleted
                        ? Optional.empty()
                        : Optional.of(EtcdClient.standing(present).asLeader()));
    }

    /** Represents one watch of the client. After any failure, another one replaces it. Lives on the client's thread. */
    private final class Ear implements Watch.Listener {
        private Watch.@Nullable Watcher watcher;

        void listenTo(Watch watch) {
            WatchOption option = WatchOption.builder()
                    .isPrefix(true)
                    .withCreateNotify(true)
                    .withRequireLeader(true)
                    .build();
            watcher = watch.watch(EtcdClient.bytes(root), option, this);
        }

        void close() {
            if (watcher != null) {
                watcher.close();
            }
        }

        @Override
        public void onNext(WatchResponse response) {
            threads.run(() -> heard(this, response));
        }

        @Override
        public void onError(Throwable error) {
            threads.run(() -> broken(this));
        }

        @Override
        public void onCompleted() {
            threads.run(() -> broken(this));
        }
    }
}
