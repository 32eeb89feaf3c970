/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.AdmissionLimiter.Turn;
import io.election4j.backend.CampaignState;
import io.election4j.backend.CampaignState.Proof;
import io.election4j.backend.RegisteredCampaign;
import io.election4j.zookeeper.CuratorConnection.Latch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Implements one attempt: one latch, one node, at most one win. The latch only says whether it is first. Whether the
 * node is ours and still exists, and its number, are read from the service, because a latch does not notice when its
 * own node is deleted. State lives on the loop.
 */
final class ZooKeeperCampaign implements RegisteredCampaign {
    private final CampaignContext context;
    private final String path;
    private final String candidateId;
    private final Duration ttl;
    private final CampaignState state;
    private final OwnNode node;
    private final Release release;
    private final Turn turn;

    private @Nullable Latch latch;
    private @Nullable QueueWatchdog watchdog;
    private boolean preparing;
    private boolean inQueue;
    private boolean latchLeads;
    private long checkedAt;
    private long seenToken;
    private long seenAt;

    ZooKeeperCampaign(CampaignContext context, String path, String candidateId, Duration ttl) {
        this.context = context;
        this.path = path;
        this.candidateId = candidateId;
        this.ttl = ttl;
        this.node = new OwnNode(context, this::onNode, this::lose);
        this.release = new Release(context, path);
        this.turn = context.admission().turn(this::enterQueue);
        this.state = new CampaignState(context.threads(), context::now, context::closed, this::release);
    }

    @Override
    public CompletableFuture<Void> leave() {
        return state.leave(release.confirmed());
    }

    @Override
    public CampaignState state() {
        return state;
    }

    String path() {
        return path;
    }

    boolean isOver() {
        return state.isOver();
    }

    /** Whether it has begun to enter, by the client of the present session. */
    boolean hasEntered() {
        return latch != null;
    }

    /** Whether this node is its own. */
    boolean claims(String candidate) {
        return !state.isOver() && node.path().filter(candidate::equals).isPresent();
    }

    /** Whether it waits until others of this process have entered. */
    boolean isWaitingForTurn() {
        return turn.isWaiting();
    }

    /** The node in the queue as far as it is known; empty also before it exists. */
    Optional<String> node() {
        return node.path();
    }

    /** Whether a node of ours may exist whose name is not known yet. */
    boolean hasUnknownNode() {
        return state.isOver()
                ? release.isWaitingForNode()
                : inQueue && node.path().isEmpty();
    }

    /** The node, if it has been seen to belong to this session. */
    Optional<String> provableNode(Session session) {
        return node.path().filter(path -> !state.isOver() && node.belongsTo(session));
    }

    /** What blocks the queue, if the watchdog has found a reason. */
    Optional<ElectionException> obstacle() {
        return watchdog == null ? Optional.empty() : watchdog.obstacle();
    }

    boolean hasWon() {
        return state.hasWon();
    }

    /** The time since the latest request that checked the node itself, or that created it. */
    Duration sinceChecked(long now) {
        return Duration.ofNanos(now - checkedAt);
    }

    void checkedAt(long time) {
        checkedAt = time;
    }

    boolean latchLeads() {
        return latchLeads;
    }

    @Override
    public boolean tick() {
        if (state.isOver()) {
            return !release.tick();
        }
        if (state.sinceLastRenewal().toNanos()
                > Math.max(ttl.toNanos(), context.connection().timeout().toNanos())) {
            lose(); // the client keeps pinging, but the owner of this campaign has stopped renewing
            return true;
        }
        context.connection().session().ifPresent(this::advance);
        return true;
    }

    private void advance(Session session) {
        if (latch == null) {
            enter();
        } else {
            prepare(session);
            node.observe(latch);
            considerWin();
            if (watchdog != null && !state.isOver()) {
                watchdog.tick(session);
            }
        }
    }

    @Override
    public void begin() {
        enter();
    }

    /** Asks for a turn to enter the queue, if there is a connection; without effect once it has entered. */
    void enter() {
        if (latch == null && !state.isOver() && context.connection().client().isPresent()) {
            turn.ask();
        }
    }

    private void enterQueue() {
        Optional<CuratorConnection> client = context.connection().client();
        Optional<Session> session = context.connection().session();
        if (client.isEmpty() || session.isEmpty()) {
            turn.end(); // until there is a session again
            return;
        }
        latch = client.get().latch(path, candidateId, this::onLeadership);
        watchdog = new QueueWatchdog(context, this);
        prepare(session.get());
    }

    /** Starts the latch only where it can enter, because a latch only logs what prevents it. */
    private void prepare(Session session) {
        if (!preparing && !inQueue && !state.isOver()) {
            preparing = true;
            Runnable folder = () -> context.parents().prepare(session, path, this::start, this::onNotPrepared);
            try {
                context.rights().require(session, path, folder, this::fail);
            } catch (RuntimeException | Error thrown) {
                preparing = false; // the next tick tries again
                throw thrown;
            }
        }
    }

    private void onNotPrepared(CallFailure failure) {
        preparing = false;
        if (failure.isOfCreation()) {
            fail(context.connection().problemOfCreation(failure));
        } // otherwise the next tick tries again
    }

    private void start() {
        preparing = false;
        Latch fresh = latch;
        if (!state.isOver() && !inQueue && fresh != null) {
            inQueue = true;
            checkedAt = context.now(); // the service creates no node for a session that has ended
            context.threads().block(fresh::start);
        }
    }

    private void onLeadership(boolean leads) {
        latchLeads = leads;
        if (state.isOver()) {
            return;
        }
        if (leads && latch != null) {
            node.observe(latch);
            considerWin();
        } else if (state.hasWon()) {
            lose();
        }
    }

    private void onNode() {
        turn.end();
        considerWin();
        context.renewals().flushSoon();
    }

    private void considerWin() {
        node.createdBy().ifPresent(token -> {
            if (token != seenToken) {
                seenToken = token;
                seenAt = context.now();
            }
            if (latchLeads && context.connection().isSettled(seenAt)) {
                state.win(token, new Proof(checkedAt, context.connection().span()));
            }
        });
    }

    /** As {@link CampaignState#lose}. */
    void lose() {
        state.lose();
    }

    /** As {@link CampaignState#fail}. */
    void fail(ElectionException reason) {
        state.fail(reason);
    }

    private void release() {
        turn.end();
        node.forget();
        release.begin(inQueue ? latch : null, node.path().orElse(null));
    }

    @Override
    public void abort(ElectionException reason) {
        turn.end();
        state.abort(reason);
        release.abort(reason);
    }
}
