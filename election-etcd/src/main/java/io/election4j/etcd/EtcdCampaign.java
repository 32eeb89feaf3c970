/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.CampaignState;
import io.election4j.backend.CampaignState.Proof;
import io.election4j.backend.RegisteredCampaign;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Implements one attempt: one key in the queue of an election, at most one win. One read of the service shows that the
 * key is ours and whether it is first; if it was second in that read, the deletion of the first key makes it first.
 * State lives on the loop.
 */
final class EtcdCampaign implements RegisteredCampaign, KeyCreation.Listener {
    private final CampaignContext context;
    private final String prefix;
    private final Duration ttl;
    private final CampaignState state;
    private final KeyCreation creation;
    private final Release release;

    private @Nullable KeyState blocker;
    private boolean nextInLine;
    private long seenAt;
    private long seenRevision;

    EtcdCampaign(CampaignContext context, String prefix, String candidateId, Duration ttl) {
        this.context = context;
        this.prefix = prefix;
        this.ttl = ttl;
        this.creation = new KeyCreation(context, prefix, candidateId, EtcdSettings.leaseSeconds(ttl), this);
        this.release = new Release(context, prefix);
        this.state = new CampaignState(
                context.threads(),
                context::now,
                () -> context.problems().shared().closed(),
                this::release);
    }

    @Override
    public CompletableFuture<Void> leave() {
        return state.leave(release.confirmed());
    }

    @Override
    public CampaignState state() {
        return state;
    }

    String prefix() {
        return prefix;
    }

    /** The lease of the key. */
    SharedLease lease() {
        return Objects.requireNonNull(creation.lease());
    }

    private String key() {
        return lease().keyUnder(prefix);
    }

    boolean isOver() {
        return state.isOver();
    }

    /** Whether the key is known to have been created. */
    boolean isInQueue() {
        return creation.createRevision() != 0 && !state.isOver();
    }

    /** Whether the service holds a key for it, or will hold one after others of this process have entered. */
    boolean isRenewable() {
        return isInQueue() || isWaitingForTurn();
    }

    /** Whether a renewal that has waited can be sent. */
    boolean isReadyForRenewal() {
        return isInQueue() ? isSecure() : isWaitingForTurn();
    }

    /** Whether the lease of the key was granted under the servers' present leader, see {@link KeyMoves}. */
    boolean isSecure() {
        return creation.isInPlace() && !lease().isOutdated(context.client().raftTerm());
    }

    /** Whether it has a lease and waits until others of this process have entered. */
    boolean isWaitingForTurn() {
        return creation.isWaitingForTurn();
    }

    /** Whether the key must be read again. */
    boolean isToBeSeen() {
        return unseenFor() > lease().ttl().toNanos() / 2;
    }

    /** Whether the last read that showed the key was sent less than one time to live ago. */
    boolean hasBeenSeen() {
        return unseenFor() < lease().ttl().toNanos();
    }

    private long unseenFor() {
        return context.now() - seenAt;
    }

    /** What blocks the queue until an operator removes it. */
    Optional<ElectionException> obstacle() {
        return Optional.ofNullable(blocker).filter(key -> !key.isLeased()).map(key -> context.problems()
                .keyWithoutLease(key.key()));
    }

    /** Why it has no key yet, if a request has failed. */
    Optional<CallFailure> trouble() {
        return creation.trouble();
    }

    @Override
    public void begin() {
        creation.begin();
    }

    @Override
    public boolean tick() {
        if (state.isOver()) {
            return !release.tick();
        }
        SharedLease lease = creation.lease();
        long longest = Math.max(ttl.toNanos(), lease == null ? 0 : lease.ttl().toNanos());
        if (state.sinceLastRenewal().toNanos() > longest) {
            state.lose(); // other campaigns keep the lease alive, but the owner of this one has stopped renewing
        } else if (isInQueue() && !state.hasWon() && isToBeSeen()) {
            context.queues().requestRead(this); // watches may miss something
        }
        return true;
    }

    @Override
    public void onEntered(QueueView queue, long sentAt) {
        onQueue(queue, sentAt);
    }

    @Override
    public void onRefused(ElectionException reason) {
        state.fail(reason);
    }

    @Override
    public void onKeyGone() {
        release.nothingLeft();
        state.lose();
    }

    @Override
    public void onStopped() {
        release.go(creation.lease(), creation.createRevision(), creation.isUnsure());
    }

    /** Handles a view of the queue, from a read that was sent at the given time. */
    void onQueue(QueueView view, long sentAt) {
        long createRevision = creation.createRevision();
        if (!isInQueue() || view.revision() < Math.max(creation.modRevision(), seenRevision)) {
            return; // the view is older than what is known
        }
        Optional<KeyState> own =
                view.find(key()).filter(key -> key.createRevision() == createRevision && lease().owns(key.lease()));
        if (own.isEmpty()) {
            state.lose();
            return;
        }
        seenAt = sentAt;
        seenRevision = view.revision();
        blocker = view.nearestOlder(createRevision).orElse(null);
        nextInLine =
                blocker != null && view.nearestOlder(blocker.createRevision()).isEmpty();
        if (blocker == null && !state.hasWon() && isSecure()) {
            win();
        } else if (blocker != null && state.hasWon()) {
            state.lose(); // no key is older than a leader's, unless the service has lost some of its history
        }
    }

    @Override
    public void onKeyMoved() {
        if (!creation.isInPlace() || (!state.hasWon() && blocker == null)) {
            context.queues().requestRead(this);
        }
    }

    /**
     * Completes the win: the recent read of the key and the renewal of the lease together prove the seat, as a renewal
     * would.
     */
    private void win() {
        state.win(creation.createRevision(), new Proof(lease().renewedAt(), lease().ttl()));
    }

    /** Handles a change under the name of the election. */
    void onEvent(KeyEvent event) {
        if (!isInQueue()) {
            return;
        }
        if (event.key().equals(key())) {
            boolean detached = !event.isDeletion() && !lease().owns(event.lease());
            if (event.revision() > creation.modRevision() && (event.isDeletion() || detached)) {
                state.lose();
            }
        } else if (blocker != null && event.key().equals(blocker.key()) && event.revision() > seenRevision) {
            onBlockerChanged(event);
        }
    }

    /**
     * No key can be created between ours and the only older one, so ours is first once that one is deleted. Our key has
     * been read as recently as any renewal requires, and is read again after the win.
     */
    private void onBlockerChanged(KeyEvent event) {
        if (blocker != null && blocker.isLeased() && event.lease() != 0) {
            return; // it has moved to another lease
        }
        if (event.isDeletion() && nextInLine && !state.hasWon() && !isToBeSeen() && isSecure()) {
            blocker = null;
            seenRevision = event.revision();
            win();
        }
        context.queues().requestRead(this);
    }

    /** As {@link NamespaceWatch.Listener#onGap}. */
    void onGap(long revision, boolean again) {
        if (isInQueue() && (seenRevision < revision || (again && seenRevision > revision))) {
            context.queues().requestRead(this);
        }
    }

    private void release() {
        release.begin();
        creation.stop();
    }

    @Override
    public void abort(ElectionException reason) {
        state.abort(reason);
        release.abort(reason);
    }
}
