/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.zookeeper.CallFailure.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the nodes that belong to no campaign any more, until the service has confirmed it. A node's name is never
 * used twice, so a deletion that arrives late affects no other node. Nodes that remain after a lost answer, or that a
 * server restored from a backup contains again, are found among the nodes of the session at each reconnection. Lives on
 * the loop.
 */
final class OrphanCleanup {
    private static final Logger log = LoggerFactory.getLogger(OrphanCleanup.class);

    /** The most deletions at the same time: thousands of campaigns may end together, and must not delay a proof. */
    private static final int AT_ONCE = 64;

    private final CampaignContext context;
    private final Map<String, Removal> removals = new LinkedHashMap<>();
    private int underWay;
    private boolean lookDue;
    private long nextRead;
    private boolean reading;

    private static final class Removal {
        private final long session;
        private final List<Runnable> gone = new ArrayList<>();
        private final List<Consumer<CallFailure>> forbidden = new ArrayList<>();
        private boolean asked;

        Removal(long session) {
            this.session = session;
        }
    }

    OrphanCleanup(CampaignContext context) {
        this.context = context;
    }

    /** Deletes a node without a callback. */
    void giveUp(String node) {
        giveUp(node, () -> {}, forbidden -> {});
    }

    /**
     * Deletes a node.
     *
     * @param gone runs when it does not exist any more
     * @param forbidden receives the parent if the service forbids deletions from it; the session is then ended, and the
     *     node with it
     */
    void giveUp(String node, Runnable gone, Consumer<CallFailure> forbidden) {
        Removal removal = removals.computeIfAbsent(
                node, fresh -> new Removal(context.connection().sessionId()));
        removal.gone.add(gone);
        removal.forbidden.add(forbidden);
        context.connection().session().ifPresent(this::removeMore);
    }

    /** The session is connected again: requests of the previous connection may not have arrived. */
    void onSameSession() {
        readAgain(context.now());
    }

    /** A new session has begun: it has no nodes but those that the client library creates by repeated requests. */
    void onNewSession() {
        readAgain(later());
    }

    /** Plans a read, because a node may remain or may still be created. */
    void lookLater() {
        if (!lookDue) {
            lookDue = true;
            nextRead = later();
        }
    }

    private void readAgain(long when) {
        lookDue = true;
        nextRead = when;
        removals.values().forEach(removal -> removal.asked = false);
        underWay = 0;
    }

    private long later() {
        return context.now() + context.connection().timeout().dividedBy(4).toNanos();
    }

    void tick(Session session) {
        if (lookDue && !reading && context.now() - nextRead >= 0) {
            read(session);
        }
        removeMore(session);
    }

    private void removeMore(Session session) {
        if (underWay >= AT_ONCE || removals.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Removal>> next = removals.entrySet().stream()
                .filter(each -> !each.getValue().asked)
                .limit(AT_ONCE - underWay)
                .toList();
        next.forEach(each -> remove(session, each.getKey(), each.getValue()));
    }

    private void remove(Session session, String node, Removal removal) {
        session.delete(node, deleted -> onGone(session, node, removal), failure -> {
            if (failure.is(Reason.NO_NODE)) {
                onGone(session, node, removal);
            } else if (failure.is(Reason.FORBIDDEN)) {
                removals.remove(node);
                underWay = Math.max(0, underWay - 1);
                onForbidden(session, removal, new CallFailure(failure.reason(), parentOf(node), failure.text()));
            } else {
                removal.asked = false; // the next tick asks again
                underWay = Math.max(0, underWay - 1);
            }
        });
        removal.asked = true;
        underWay++;
    }

    private void onForbidden(Session session, Removal removal, CallFailure failure) {
        removal.forbidden.forEach(each -> each.accept(failure));
        boolean holdsIt =
                removal.session == session.id() && context.connection().isPresent(session.id());
        if (holdsIt) {
            context.onUndeletable(failure.path());
        }
    }

    private static String parentOf(String node) {
        return node.substring(0, node.lastIndexOf('/'));
    }

    private void onGone(Session session, String node, Removal removal) {
        underWay = Math.max(0, underWay - 1);
        removals.remove(node);
        removal.gone.forEach(Runnable::run);
        if (context.connection().isPresent(session.id())) {
            removeMore(session);
        }
    }

    /** Reads after a sync, because a server may lag behind. */
    private void read(Session session) {
        session.sync(
                context.root(),
                synced -> session.ownNodes(context.root(), nodes -> onOwnNodes(session, nodes), this::onUnknown),
                this::onUnknown);
        reading = true;
        lookDue = false;
    }

    private void onUnknown(CallFailure failure) {
        reading = false;
        if (!failure.is(Reason.OTHER) && !failure.is(Reason.NO_NODE)) { // servers before 3.6 do not support this
            lookLater();
        }
    }

    private void onOwnNodes(Session session, List<String> nodes) {
        reading = false;
        if (!context.connection().isPresent(session.id())) {
            return;
        }
        Set<String> unclaimed = new LinkedHashSet<>(nodes);
        unclaimed.removeAll(context.claimedNodes());
        unclaimed.removeAll(removals.keySet());
        unclaimed.removeIf(node -> !node.startsWith(context.root() + "/"));
        for (String node : unclaimed) {
            if (context.isStray(node)) {
                log.info("{} holds {} for nobody; it is deleted", context.service(), node);
                giveUp(node);
            } else {
                lookLater(); // it may belong to a campaign whose node is not known yet
            }
        }
    }
}
