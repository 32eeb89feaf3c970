/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why an attempt waits in vain. A latch that misses the one moment its predecessor vanishes waits for ever, a
 * latch whose creation was refused only logs it, and a node that is no candidate's can stand first for good. Lives on
 * the loop.
 */
final class QueueWatchdog {
    /** What a name costs in an answer beside its letters. */
    private static final int BYTES_PER_NAME = 4;

    /** What a latch's own name takes. */
    private static final int BYTES_OF_ONE = 60;

    private final CampaignRegistry registry;
    private final ZooKeeperCampaign campaign;
    private final long started;

    private long lastReadAt;
    private long interval;
    private int expectedBytes;
    private String examined = "";
    private boolean reading;
    private @Nullable Long firstSince;
    private @Nullable ElectionException obstacle;

    QueueWatchdog(CampaignRegistry registry, ZooKeeperCampaign campaign) {
        this.registry = registry;
        this.campaign = campaign;
        this.started = registry.now();
        this.lastReadAt = started;
    }

    Optional<ElectionException> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    String path() {
        return campaign.path();
    }

    /** How much the path in the question takes, and the names in the answer: as many as were last read, and one at least. */
    int expectedBytes() {
        return campaign.path().length() + Math.max(expectedBytes, BYTES_OF_ONE);
    }

    void tick(Session session) {
        long now = registry.now();
        long half = session.timeout().dividedBy(2).toNanos();
        if (campaign.hasWon()) {
            obstacle = null;
            interval = 4 * half; // only to see whether another recipe uses the path
        }
        if (campaign.node().isEmpty()) {
            if (now - started > 4 * half) {
                campaign.fail(registry.problems().showsNoNode());
            } else if (now - lastReadAt > half / 4 && !reading) {
                lookForRefusal(session);
            }
        } else if (now - lastReadAt > Math.max(interval, half) && !reading) {
            interval = Math.min(interval + half, 2 * half); // thousands may stand in line for long
            lookAtQueue(session);
        }
    }

    private void lookForRefusal(Session session) {
        begin();
        session.mayStand(campaign.path(), allowed -> reading = false, failure -> {
            reading = false;
            if (failure.isOfCreation()) {
                campaign.fail(registry.connection().problemOfCreation(failure));
            }
        });
    }

    /** A leader looks only for other recipes, and is in no hurry: thousands that lead share a request, the first time, too. */
    private void lookAtQueue(Session session) {
        begin();
        if (expectedBytes == 0 && !campaign.hasWon()) {
            session.children(campaign.path(), null, names -> onQueue(session, names), this::onUnread);
        } else {
            registry.queues().requestRead(this);
        }
    }

    private void onUnread(CallFailure failure) {
        onNoAnswer();
        if (failure.is(Reason.FORBIDDEN) && !campaign.hasWon()) {
            campaign.fail(registry.problems().mayNotRead(campaign.path()));
        }
    }

    void onNoAnswer() {
        reading = false;
        expectedBytes = 0; // perhaps it was more than fits into an answer with others
    }

    void onQueue(Session session, List<String> names) {
        reading = false;
        expectedBytes =
                names.stream().mapToInt(name -> name.length() + BYTES_PER_NAME).sum();
        if (campaign.isOver()) {
            return;
        }
        registry.foreignNodes().inspect(campaign.path(), names);
        if (!campaign.hasWon()) {
            considerTurn(session, names);
        }
    }

    private void considerTurn(Session session, List<String> names) {
        String first = campaign.path() + "/" + QueueOrder.first(names).orElse("");
        if (!campaign.node().equals(Optional.of(first))) {
            firstSince = null;
            lookAtFirst(session, first);
            return;
        }
        obstacle = null;
        interval = 0;
        long now = registry.now();
        if (firstSince == null) {
            firstSince = now;
        } else if (!campaign.latchLeads()
                && now - firstSince > session.timeout().dividedBy(2).toNanos()) {
            campaign.fail(registry.problems().missedTurn());
        }
    }

    private void lookAtFirst(Session session, String first) {
        if (first.endsWith("/") || first.equals(examined) || campaign.isOver()) {
            return;
        }
        reading = true;
        session.read(
                first,
                null,
                state -> {
                    reading = false;
                    examined = first; // what a node is, it stays
                    obstacle = state.isOfSession() ? null : registry.problems().isBlockedBy(first);
                },
                failure -> reading = false);
    }

    private void begin() {
        reading = true;
        lastReadAt = registry.now();
    }
}
