/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.etcd.CallFailure.Reason;
import io.election4j.spi.support.AdmissionLimiter.Turn;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt gets its key: a place on a lease, then, when its turn has come, a key that did not exist before. A reply
 * that got lost is made good by asking again, until it is known what the service has. Lives on the loop.
 */
final class KeyCreation implements SharedLease.Holder {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Hears what becomes of it, on the loop. */
    interface Listener {
        /** The key exists; the queue was read by a question sent at that time. */
        void onEntered(QueueView queue, long sentAt);

        /** It would be of no use to go on. */
        void onRefused(ElectionException reason);

        /** The key has gone with its lease. */
        void onKeyGone();

        /** The key hangs on the present lease again, or somebody else has written it. */
        void onKeyMoved();

        /** After a stop: nothing is under way any more that would be heard of. */
        void onStopped();
    }

    private final CampaignRegistry registry;
    private final String prefix;
    private final String candidateId;
    private final long seconds;
    private final Listener listener;
    private final Turn turn;

    private @Nullable SharedLease lease;
    private long createRevision;
    private long modRevision;
    private long attachedTo;
    private Duration pause = FIRST_PAUSE;
    private @Nullable CallFailure trouble;
    private boolean asking;
    private boolean unsure;
    private boolean stopped;

    KeyCreation(CampaignRegistry registry, String prefix, String candidateId, long seconds, Listener listener) {
        this.registry = registry;
        this.prefix = prefix;
        this.candidateId = candidateId;
        this.seconds = seconds;
        this.listener = listener;
        this.turn = registry.admission().turn(this::onTurn);
    }

    /** On which the key hangs, or will; null until there is one. */
    @Nullable
    SharedLease lease() {
        return lease;
    }

    /** When the key was created; 0 if it was not, as far as is known. */
    long createRevision() {
        return createRevision;
    }

    /** Whether a request without an answer may have created the key, or may do so yet. */
    boolean isUnsure() {
        return unsure && createRevision == 0;
    }

    /** Why there is no key yet, if something has failed. */
    Optional<CallFailure> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether there is a lease, and others of this process are to get their keys before. */
    boolean isWaitingForTurn() {
        return turn.isWaiting();
    }

    void begin() {
        if (!stopped) {
            lease = null;
            registry.leases().seat(prefix, seconds, this);
        }
    }

    /** Creates nothing more. */
    void stop() {
        stopped = true;
        if (!asking) {
            turn.end();
            listener.onStopped();
        }
    }

    @Override
    public void onGranted(SharedLease granted) {
        if (stopped) {
            granted.vacate(prefix);
        } else {
            lease = granted;
            unsure = false;
            trouble = null;
            turn.ask();
        }
    }

    @Override
    public void onNotGranted(CallFailure failure) {
        retry(failure, this::begin);
    }

    @Override
    public void onLeaseGone() {
        if (createRevision != 0 || stopped) {
            listener.onKeyGone();
        } else {
            asking = false; // no answer counts any more
            turn.end();
            begin();
        }
    }

    /** When this process has last written the key, as far as is known; 0 if there is none. */
    long modRevision() {
        return modRevision;
    }

    /** Whether the key hangs on the present lease. */
    boolean isInPlace() {
        return lease != null && attachedTo == lease.id();
    }

    @Override
    public Optional<EtcdClient.KeyVersion> misplaced() {
        return lease == null || createRevision == 0 || stopped || isInPlace()
                ? Optional.empty()
                : Optional.of(
                        new EtcdClient.KeyVersion(lease.keyUnder(prefix), candidateId, createRevision, modRevision));
    }

    /** A key that somebody else has written is no longer ours, which the next look at the queue shows. */
    @Override
    public void onMoved(EtcdClient.Moved key) {
        if (key.createRevision() == createRevision && !stopped) {
            attachedTo = key.lease();
            modRevision = key.modRevision();
            listener.onKeyMoved();
        }
    }

    private void onTurn() {
        if (lease != null) {
            enter(lease);
        }
        if (!asking) {
            turn.end();
        }
    }

    private void enter(SharedLease on) {
        if (stopped || on != lease) {
            return;
        }
        asking = true;
        long sentAt = registry.now();
        registry.client()
                .enter(
                        prefix,
                        on.keyUnder(prefix),
                        candidateId,
                        on.id(),
                        entry -> answered(on, () -> onEntry(on, entry, sentAt)),
                        failure -> answered(on, () -> onNoEntry(on, failure)));
    }

    /** Takes an answer for what it is, unless the lease it is about has ended meanwhile. */
    private void answered(SharedLease about, Runnable meaning) {
        if (about == lease) {
            asking = false;
            meaning.run();
            if (!asking) {
                turn.end();
            }
            if (stopped && !asking) {
                listener.onStopped();
            }
        }
    }

    private void onEntry(SharedLease on, EtcdClient.Entry entry, long sentAt) {
        trouble = null;
        KeyState own = entry.queue().find(on.keyUnder(prefix)).orElse(null);
        if (own == null) {
            enter(on);
        } else if (!on.owns(own.lease())) {
            listener.onRefused(registry.problems().keyOfSomebodyElse(own.key()));
        } else if (entry.created() || (unsure && entry.isOf(candidateId))) {
            createRevision = own.createRevision();
            modRevision = createRevision;
            attachedTo = own.lease();
            listener.onEntered(entry.queue(), sentAt);
        } else { // left behind by an attempt that is over, or made for it later
            asking = true;
            registry.client()
                    .delete(
                            own.key(),
                            own.createRevision(),
                            left -> answered(on, () -> enter(on)),
                            failure -> answered(on, () -> onNoEntry(on, failure)));
        }
    }

    private void onNoEntry(SharedLease on, CallFailure failure) {
        if (failure.is(Reason.NO_LEASE)) {
            registry.leases().drop(on);
        } else {
            if (!failure.isClearRefusal()) {
                unsure = true;
                on.doubt();
            }
            retry(failure, this::askAgain);
        }
    }

    private void askAgain() {
        if (!stopped && lease != null) {
            turn.ask();
        }
    }

    private void retry(CallFailure failure, Runnable step) {
        trouble = failure;
        if (failure.isRefusal()) {
            listener.onRefused(registry.problem(failure));
        } else {
            registry.threads().after(pause, step);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }
}
