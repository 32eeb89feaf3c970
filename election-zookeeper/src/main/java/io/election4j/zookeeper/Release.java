/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.zookeeper.CuratorConnection.Latch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Releases an attempt: closes the latch, then makes the service confirm that no node is left. Waits for a node whose
 * creation is still under way, because as an orphan it would block its election for as long as the session lives. Lives
 * on the loop.
 */
final class Release {
    private final CampaignContext context;
    private final String path;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private final Set<String> remaining = new HashSet<>();

    private @Nullable Latch latch;
    private @Nullable String node;
    private long deadline;
    private boolean begun;
    private boolean latchClosed;
    private boolean asking;
    private boolean swept;
    private boolean done;

    Release(CampaignContext context, String path) {
        this.context = context;
        this.path = path;
    }

    /** Completes when the service holds nothing of this attempt any more, exceptionally if that took too long. */
    CompletableFuture<Void> confirmed() {
        return confirmed;
    }

    void begin(@Nullable Latch toClose, @Nullable String knownNode) {
        begun = true;
        Duration limit = context.connection().timeout().dividedBy(3);
        deadline = context.now() + limit.toNanos();
        latch = toClose;
        node = knownNode;
        if (toClose == null) {
            finish();
        } else {
            tick();
        }
    }

    /** Whether a node of this attempt may still appear, which the latch then deletes. */
    boolean isWaitingForNode() {
        return latch != null && !latchClosed && node == null && !done;
    }

    /** Continues as far as possible. True once nothing is left to do. */
    boolean tick() {
        Latch open = latch;
        if (done || open == null || !begun) {
            return done;
        }
        if (node == null) {
            node = open.node().orElse(null);
        }
        boolean late = context.now() - deadline > 0;
        if (!latchClosed && (node != null || late)) {
            close(open);
        } else if (late) {
            giveUp(context.connection().outOfReach());
        } else if (latchClosed) {
            sweep();
        }
        return done;
    }

    private void close(Latch open) {
        context.threads().block(() -> {
            try {
                open.close();
            } finally {
                context.threads().run(() -> {
                    asking = false;
                    sweep();
                });
            }
        });
        latchClosed = true;
        asking = true;
    }

    /**
     * Finds nodes that the latch has not deleted, and those that a lost reply or a second creation by the latch has
     * left.
     */
    private void sweep() {
        Optional<Session> session = context.connection().session();
        if (done || asking || swept || session.isEmpty()) {
            return;
        }
        session.get().ownNodes(path, this::onOwnNodes, failure -> {
            asking = false;
            if (!failure.isOfConnection()) {
                // the server is too old for this request
                onOwnNodes(Optional.ofNullable(node).map(List::of).orElse(List.of()));
            }
        });
        asking = true;
    }

    private void onOwnNodes(List<String> nodes) {
        asking = false;
        swept = true;
        nodes.stream()
                .filter(each -> each.startsWith(path + "/"))
                .filter(context::isStray)
                .forEach(remaining::add);
        if (remaining.isEmpty()) {
            finish();
        }
        List.copyOf(remaining).forEach(each -> context.orphans()
                .giveUp(
                        each,
                        () -> onDeleted(each),
                        forbidden -> giveUp(context.problems().mayNotDelete(forbidden.path()))));
    }

    private void onDeleted(String present) {
        remaining.remove(present);
        if (remaining.isEmpty()) {
            finish();
        }
    }

    private void finish() {
        if (!done) {
            done = true;
            context.threads().done(confirmed);
        }
    }

    private void giveUp(ElectionException reason) {
        if (!done) {
            done = true;
            context.orphans().lookLater(); // the nodes of this attempt are deleted nevertheless
            context.threads().fail(confirmed, reason);
        }
    }

    void abort(ElectionException reason) {
        if (!done) {
            done = true;
            context.threads().fail(confirmed, reason);
        }
    }
}
