/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.spi.Campaign;
import io.election4j.spi.support.CampaignFutures;
import io.election4j.spi.support.CampaignFutures.Proof;
import io.election4j.spi.support.ServiceProblems;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: one key in the queue of an election, at most one win. Whether it is first is read from the service, in the
 * same step that shows the key to be ours; if it was second then, the end of the first one makes it first. State lives on
 * the loop.
 */
final class EtcdCampaign implements Campaign, KeyCreation.Listener {
    private final CampaignRegistry registry;
    private final String prefix;
    private final Duration ttl;
    private final CampaignFutures futures;
    private final KeyCreation creation;
    private final Release release;

    private @Nullable KeyState blocker;
    private boolean nextInLine;
    private long seenAt;
    private long seenRevision;
    private boolean hasWon;
    private boolean over;

    EtcdCampaign(CampaignRegistry registry, String prefix, String candidateId, Duration ttl) {
        this.registry = registry;
        this.prefix = prefix;
        this.ttl = ttl;
        this.creation = new KeyCreation(registry, prefix, candidateId, EtcdSettings.leaseSeconds(ttl), this);
        this.release = new Release(registry, prefix);
        this.futures = new CampaignFutures(registry.threads(), registry::now, () -> registry.problems()
                .shared()
                .closed());
    }

    @Override
    public CompletableFuture<Long> won() {
        return futures.won();
    }

    @Override
    public CompletableFuture<Void> lost() {
        return futures.lost();
    }

    @Override
    public CompletableFuture<Duration> renew() {
        return futures.renew(answer -> registry.renewals().ask(this, answer));
    }

    @Override
    public CompletableFuture<Void> leave() {
        return futures.leave(this::end, release.confirmed());
    }

    /** Without a backend there is nothing to win. */
    void failAtOnce() {
        futures.neverBegan();
    }

    String prefix() {
        return prefix;
    }

    /** On which the key hangs. */
    SharedLease lease() {
        return Objects.requireNonNull(creation.lease());
    }

    private String key() {
        return lease().keyUnder(prefix);
    }

    boolean isOver() {
        return over;
    }

    /** Whether the key is known to have been created. */
    boolean isInQueue() {
        return creation.createRevision() != 0 && !over;
    }

    /** Whether the service holds a key for it, or will when others of this process have entered. */
    boolean isRenewable() {
        return isInQueue() || isWaitingForTurn();
    }

    /** Whether the key hangs on a lease that was granted under the servers' present leader, see {@link KeyMoves}. */
    boolean isSecure() {
        return creation.isInPlace() && !lease().isOutdated(registry.client().raftTerm());
    }

    /** Whether it has a lease, and others of this process enter before. */
    boolean isWaitingForTurn() {
        return creation.isWaitingForTurn();
    }

    /** Whether it is time to read again that the key is there. */
    boolean isToBeSeen() {
        return unseenFor() > lease().ttl().toNanos() / 2;
    }

    /** Whether the key was there at most one time to live ago. */
    boolean hasBeenSeen() {
        return unseenFor() < lease().ttl().toNanos();
    }

    private long unseenFor() {
        return registry.now() - seenAt;
    }

    /** What keeps the queue from moving for ever. */
    Optional<ElectionException> obstacle() {
        return Optional.ofNullable(blocker).filter(key -> !key.isLeased()).map(key -> registry.problems()
                .keyWithoutLease(key.key()));
    }

    /** What has kept it from getting its key, if something has failed. */
    Optional<CallFailure> trouble() {
        return creation.trouble();
    }

    void begin() {
        creation.begin();
    }

    /** Everything that has no event of its own. False once there is nothing more to do. */
    boolean tick() {
        if (over) {
            return !release.tick();
        }
        SharedLease lease = creation.lease();
        long longest = Math.max(ttl.toNanos(), lease == null ? 0 : lease.ttl().toNanos());
        if (futures.sinceLastRenewal().toNanos() > longest) {
            lose(); // the lease lives on for others, although nobody stands behind this campaign any more
        } else if (isInQueue() && !hasWon && isToBeSeen()) {
            registry.queues().requestRead(this); // watches may miss something
        }
        return true;
    }

    @Override
    public void onEntered(QueueView queue, long sentAt) {
        onQueue(queue, sentAt);
    }

    @Override
    public void onRefused(ElectionException reason) {
        fail(reason);
    }

    @Override
    public void onKeyGone() {
        release.nothingLeft();
        lose();
    }

    @Override
    public void onStopped() {
        release.go(creation.lease(), creation.createRevision(), creation.isUnsure());
    }

    /** The queue as the service had it after the key was created, read by a question sent at that time. */
    void onQueue(QueueView view, long sentAt) {
        long createRevision = creation.createRevision();
        if (!isInQueue() || view.revision() < Math.max(creation.modRevision(), seenRevision)) {
            return; // more is known by now
        }
        Optional<KeyState> own =
                view.find(key()).filter(key -> key.createRevision() == createRevision && lease().owns(key.lease()));
        if (own.isEmpty()) {
            lose();
            return;
        }
        seenAt = sentAt;
        seenRevision = view.revision();
        blocker = view.nearestOlder(createRevision).orElse(null);
        nextInLine =
                blocker != null && view.nearestOlder(blocker.createRevision()).isEmpty();
        if (blocker == null && !hasWon && isSecure()) {
            win();
        } else if (blocker != null && hasWon) {
            lose(); // nobody comes before a leader, unless the service has forgotten some of its history
        }
    }

    @Override
    public void onKeyMoved() {
        if (!creation.isInPlace() || (!hasWon && blocker == null)) {
            registry.queues().requestRead(this);
        }
    }

    /** The key has been seen lately, and the lease was renewed: both together prove the seat, as a renewal would. */
    private void win() {
        hasWon = true;
        futures.completeWon(creation.createRevision(), new Proof(lease().renewedAt(), lease().ttl()));
    }

    /** A change under the name of the election. */
    void onEvent(KeyEvent event) {
        if (!isInQueue()) {
            return;
        }
        if (event.key().equals(key())) {
            boolean detached = !event.isDeletion() && !lease().owns(event.lease());
            if (event.revision() > creation.modRevision() && (event.isDeletion() || detached)) {
                lose();
            }
        } else if (blocker != null && event.key().equals(blocker.key()) && event.revision() > seenRevision) {
            onBlockerChanged(event);
        }
    }

    /**
     * Nobody can come between a key and the only one that is older, so once that one is deleted, ours is first. That ours is
     * there has been read as lately as any renewal asks for, and is read again behind the win.
     */
    private void onBlockerChanged(KeyEvent event) {
        if (blocker != null && blocker.isLeased() && event.lease() != 0) {
            return; // it has moved to another lease
        }
        if (event.isDeletion() && nextInLine && !hasWon && !isToBeSeen() && isSecure()) {
            blocker = null;
            seenRevision = event.revision();
            win();
        }
        registry.queues().requestRead(this);
    }

    /** As {@link NamespaceWatch.Listener#onGap}. */
    void onGap(long revision, boolean again) {
        if (isInQueue() && (seenRevision < revision || (again && seenRevision > revision))) {
            registry.queues().requestRead(this);
        }
    }

    /** The service took the place away, or is about to. */
    private void lose() {
        if (!over) {
            futures.completeLost();
            end();
        }
    }

    /** This attempt cannot win any more, for a reason. */
    private void fail(ElectionException reason) {
        if (!over) {
            futures.failWon(reason);
            end();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            futures.failWon(ServiceProblems.over());
            release.begin();
            creation.stop();
        }
    }

    /** The lease ends with the backend, and the key with the lease. */
    void abort(ElectionException reason) {
        over = true;
        futures.failAll(reason);
        release.abort(reason);
    }
}
