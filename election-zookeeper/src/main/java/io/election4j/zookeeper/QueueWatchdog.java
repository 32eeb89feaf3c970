/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.zookeeper.CallFailure.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reason why an attempt cannot win. A latch that misses the deletion of its predecessor waits for ever, a
 * latch whose creation was refused only logs it, and a node that belongs to no candidate can be first permanently.
 * Lives on the loop.
 */
final class QueueWatchdog {
    /** The bytes of a name in an answer in addition to its letters. */
    private static final int BYTES_PER_NAME = 4;

    /** The bytes of a latch's own name. */
    private static final int BYTES_OF_ONE = 60;

    private final CampaignContext context;
    private final ZooKeeperCampaign campaign;
    private final long started;

    private long lastReadAt;
    private long interval;
    private int expectedBytes;
    private String examined = "";
    private boolean reading;
    private @Nullable Long firstSince;
    private @Nullable ElectionException obstacle;

    QueueWatchdog(CampaignContext context, ZooKeeperCampaign campaign) {
        this.context = context;
        this.campaign = campaign;
        this.started = context.now();
        this.lastReadAt = started;
    }

    Optional<ElectionException> obstacle() {
        return Optional.ofNullable(obstacle);
    }

    String path() {
        return campaign.path();
    }

    /**
     * The bytes of the path in the request and of the names in the answer: as many as were last read, and at least one.
     */
    int expectedBytes() {
        return campaign.path().length() + Math.max(expectedBytes, BYTES_OF_ONE);
    }

    void tick(Session session) {
        long now = context.now();
        long half = session.timeout().dividedBy(2).toNanos();
        if (campaign.hasWon()) {
            obstacle = null;
            interval = 4 * half; // only checks whether another recipe uses the path
        }
        if (campaign.node().isEmpty()) {
            if (now - started > 4 * half) {
                campaign.fail(context.problems().showsNoNode());
            } else if (now - lastReadAt > half / 4 && !reading) {
                lookForRefusal(session);
            }
        } else if (now - lastReadAt > Math.max(interval, half) && !reading) {
            interval = Math.min(interval + half, 2 * half); // thousands may wait for long
            lookAtQueue(session);
        }
    }

    private void lookForRefusal(Session session) {
        session.mayStand(campaign.path(), allowed -> reading = false, failure -> {
            reading = false;
            if (failure.isOfCreation()) {
                campaign.fail(context.connection().problemOfCreation(failure));
            }
        });
        onAsked();
    }

    /**
     * Reads the queue. For a leader, which only looks for other recipes, that is not urgent: thousands of leaders share
     * a request, the first time, too.
     */
    private void lookAtQueue(Session session) {
        if (expectedBytes == 0 && !campaign.hasWon()) {
            session.children(campaign.path(), null, names -> onQueue(session, names), this::onUnread);
        } else {
            context.queues().requestRead(this);
        }
        onAsked();
    }

    private void onUnread(CallFailure failure) {
        onNoAnswer();
        if (failure.is(Reason.FORBIDDEN) && !campaign.hasWon()) {
            campaign.fail(context.problems().mayNotRead(campaign.path()));
        }
    }

    void onNoAnswer() {
        reading = false;
        expectedBytes = 0; // the names may be too long for an answer with others
    }

    void onQueue(Session session, List<String> names) {
        reading = false;
        expectedBytes =
                names.stream().mapToInt(name -> name.length() + BYTES_PER_NAME).sum();
        if (campaign.isOver()) {
            return;
        }
        context.foreignNodes().inspect(campaign.path(), names);
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
        long now = context.now();
        if (firstSince == null) {
            firstSince = now;
        } else if (!campaign.latchLeads()
                && now - firstSince > session.timeout().dividedBy(2).toNanos()) {
            campaign.fail(context.problems().missedTurn());
        }
    }

    private void lookAtFirst(Session session, String first) {
        if (first.endsWith("/") || first.equals(examined) || campaign.isOver()) {
            return;
        }
        session.read(
                first,
                null,
                state -> {
                    reading = false;
                    examined = first; // the kind of a node never changes
                    obstacle = state.isOfSession() ? null : context.problems().isBlockedBy(first);
                },
                failure -> reading = false);
        reading = true;
    }

    /** Called once the request has been sent: if sending throws, the next tick repeats it. */
    private void onAsked() {
        reading = true;
        lastReadAt = context.now();
    }
}
