/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.AdmissionLimiter.Turn;
import io.election4j.backend.ExponentialBackoff;
import io.election4j.etcd.CallFailure.Reason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the key of an attempt: reserves a place on a lease, then, at its turn, creates a key that did not exist
 * before. After a lost reply, sends the request again until the state at the service is known. Lives on the loop.
 */
final class KeyCreation implements SharedLease.Holder {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Receives the outcome, on the loop. */
    interface Listener {
        /** The key exists; the request that read the queue was sent at the given time. */
        void onEntered(QueueView queue, long sentAt);

        /** Further attempts are useless. */
        void onRefused(ElectionException reason);

        /** The key has gone with its lease. */
        void onKeyGone();

        /** The key is on the present lease again, or another client has written it. */
        void onKeyMoved();

        /** After a stop: no request is under way whose answer would be handled. */
        void onStopped();
    }

    private final CampaignContext context;
    private final String prefix;
    private final String candidateId;
    private final long seconds;
    private final Listener listener;
    private final Turn turn;

    private @Nullable SharedLease lease;
    private long createRevision;
    private long modRevision;
    private long attachedTo;
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_PAUSE, LONGEST_PAUSE);
    private @Nullable CallFailure trouble;
    private boolean asking;
    private boolean unsure;
    private boolean stopped;

    KeyCreation(CampaignContext context, String prefix, String candidateId, long seconds, Listener listener) {
        this.context = context;
        this.prefix = prefix;
        this.candidateId = candidateId;
        this.seconds = seconds;
        this.listener = listener;
        this.turn = context.admission().turn(this::onTurn);
    }

    /** The lease of the key, or of the key to be created; null until there is one. */
    @Nullable
    SharedLease lease() {
        return lease;
    }

    /** The revision at which the key was created; 0 if it is not known to exist. */
    long createRevision() {
        return createRevision;
    }

    /** Whether a request without an answer may have created the key, or may still create it. */
    boolean isUnsure() {
        return unsure && createRevision == 0;
    }

    /** Why there is no key yet, if a request has failed. */
    Optional<CallFailure> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether there is a lease, and others of this process create their keys first. */
    boolean isWaitingForTurn() {
        return turn.isWaiting();
    }

    void begin() {
        if (!stopped) {
            lease = null;
            context.leases().seat(prefix, seconds, this);
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
            asking = false; // no answer for that lease counts any more
            turn.end();
            begin();
        }
    }

    /** The revision of the last known write of the key by this process; 0 if there is none. */
    long modRevision() {
        return modRevision;
    }

    /** Whether the key is on the present lease. */
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

    /** A key that another client has written is no longer ours; the next read of the queue shows that. */
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
        long sentAt = context.now();
        context.client()
                .enter(
                        prefix,
                        on.keyUnder(prefix),
                        candidateId,
                        on.id(),
                        entry -> answered(on, () -> onEntry(on, entry, sentAt)),
                        failure -> answered(on, () -> onNoEntry(on, failure)));
        asking = true;
    }

    /** Handles an answer unless its lease has ended meanwhile. */
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
            listener.onRefused(context.problems().keyOfSomebodyElse(own.key()));
        } else if (entry.created() || (unsure && entry.isOf(candidateId))) {
            createRevision = own.createRevision();
            modRevision = createRevision;
            attachedTo = own.lease();
            listener.onEntered(entry.queue(), sentAt);
        } else { // left by an attempt that is over, or created late by its request
            context.client()
                    .delete(
                            own.key(),
                            own.createRevision(),
                            left -> answered(on, () -> enter(on)),
                            failure -> answered(on, () -> onNoEntry(on, failure)));
            asking = true;
        }
    }

    private void onNoEntry(SharedLease on, CallFailure failure) {
        if (failure.is(Reason.NO_LEASE)) {
            context.leases().drop(on);
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
            listener.onRefused(context.problem(failure));
        } else {
            context.threads().after(backoff.next(), step);
        }
    }
}
