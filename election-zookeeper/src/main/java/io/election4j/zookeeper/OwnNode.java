/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import io.election4j.zookeeper.CuratorConnection.Latch;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

/** Watches the node of one attempt as soon as its name is known; once the node is gone, that is final. On the loop. */
final class OwnNode {
    private final CampaignContext context;
    private final Runnable onSeen;
    private final Runnable onGone;
    private final Watcher watcher = this::onEvent;

    private @Nullable String path;
    private @Nullable NodeState seen;
    private boolean reading;
    private boolean watched;
    private boolean forgotten;

    OwnNode(CampaignContext context, Runnable onSeen, Runnable onGone) {
        this.context = context;
        this.onSeen = onSeen;
        this.onGone = onGone;
    }

    /** Empty until the service has named it. */
    Optional<String> path() {
        return Optional.ofNullable(path);
    }

    /** The transaction that created it; empty until it has been seen to belong to the present session. */
    OptionalLong createdBy() {
        return seen == null ? OptionalLong.empty() : OptionalLong.of(seen.createdBy());
    }

    boolean belongsTo(Session session) {
        return seen != null && seen.owner() == session.id();
    }

    /** Gets the name of the node and makes sure that it is watched. */
    void observe(Latch latch) {
        Optional<String> present = latch.node();
        if (path == null) {
            path = present.orElse(null);
        } else if (!present.equals(path())) {
            vanish(); // the latch has given it up, perhaps for another one, which is not that of this attempt
        }
        if (!watched) {
            read();
        }
    }

    /** Ignores all further changes of the node. */
    void forget() {
        forgotten = true;
    }

    private void read() {
        Optional<Session> session = context.connection().session();
        if (forgotten || reading || path == null || session.isEmpty()) {
            return;
        }
        session.get().read(path, watcher, this::onState, failure -> {
            reading = false;
            if (failure.is(Reason.NO_NODE)) {
                vanish();
            }
        });
        reading = true;
    }

    private void onState(NodeState state) {
        reading = false;
        watched = true;
        if (!context.connection().isPresent(state.owner())) {
            vanish();
        } else if (!forgotten) {
            seen = state;
            onSeen.run();
        }
    }

    private void onEvent(WatchedEvent event) {
        context.threads().run(() -> {
            if (event.getType() == EventType.NodeDeleted || event.getState() == KeeperState.Expired) {
                vanish();
            } else if (event.getType() != EventType.None) {
                watched = false; // a watch reports one event only
                read();
            }
        });
    }

    private void vanish() {
        if (!forgotten) {
            onGone.run();
        }
    }
}
