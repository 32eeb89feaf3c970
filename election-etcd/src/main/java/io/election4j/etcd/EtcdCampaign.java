/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.etcd.CallFailure.Reason;
import io.election4j.spi.Campaign;
import io.election4j.spi.support.ServiceProblems;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: one key in the queue of an election, at most one win. Whether it is first is read from the service, in the
 * same step that shows the key to be ours. State lives on the loop.
 */
final class EtcdCampaign implements Campaign, SharedLease.Holder {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** The key does not exist, as far as we know. */
    private static final long NO_KEY = 0;

    private final CampaignOffice office;
    private final String prefix;
    private final String candidateId;
    private final Duration ttl;
    private final CompletableFuture<Long> won = new CompletableFuture<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final Departure departure;
    private volatile boolean leaving;
    private volatile long lastRenewed;

    private @Nullable SharedLease lease;
    private @Nullable KeyState blocker;
    private long createRevision = NO_KEY;
    private long seenAt;
    private long seenRevision;
    private Duration pause = FIRST_PAUSE;
    private boolean entering;
    private boolean mayHaveEntered;
    private boolean hasWon;
    private boolean proven;
    private boolean over;

    EtcdCampaign(CampaignOffice office, String prefix, String candidateId, Duration ttl) {
        this.office = office;
        this.prefix = prefix;
        this.candidateId = candidateId;
        this.ttl = ttl;
        this.departure = new Departure(office, prefix);
        this.lastRenewed = office.now();
    }

    @Override
    public CompletableFuture<Long> won() {
        return won;
    }

    @Override
    public CompletableFuture<Void> lost() {
        return lost;
    }

    @Override
    public CompletableFuture<Duration> renew() {
        lastRenewed = office.now();
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        if (!office.threads().run(() -> office.renewals().ask(this, answer))) {
            answer.completeExceptionally(office.problems().closed());
        }
        return answer;
    }

    @Override
    public CompletableFuture<Void> leave() {
        leaving = true;
        if (!office.threads().run(this::end)) {
            departure.confirmed().completeExceptionally(office.problems().closed());
        }
        return departure.confirmed();
    }

    /** Without a backend there is nothing to win. */
    void failAtOnce() {
        won.completeExceptionally(office.problems().closed());
    }

    String prefix() {
        return prefix;
    }

    SharedLease lease() {
        return Objects.requireNonNull(lease);
    }

    private String key() {
        return lease().keyUnder(prefix);
    }

    boolean isOver() {
        return over;
    }

    /** Whether the key is known to have been created. */
    boolean isInQueue() {
        return createRevision != NO_KEY && !over;
    }

    /** Whether it has won, and nobody could make a term of that yet. */
    boolean isUnproven() {
        return hasWon && !proven;
    }

    void proven() {
        proven = hasWon;
    }

    /** Whether the key was there at most half a time to live ago. */
    boolean hasBeenSeenLately() {
        return office.now() - seenAt < lease().ttl().toNanos() / 2;
    }

    /** What keeps the queue from moving for ever. */
    Optional<ElectionException> obstacle() {
        return Optional.ofNullable(blocker)
                .filter(key -> !key.isLeased())
                .map(key -> ServiceProblems.refused(
                        "the key " + key.key() + " in " + office.problems().service()
                                + " has no lease and is older than every candidate, so nobody can be elected until it is"
                                + " deleted"));
    }

    /** Asks for a place on a lease. */
    void begin() {
        lease = null;
        office.leases().seat(prefix, EtcdSettings.leaseSeconds(ttl), this);
    }

    /** Everything that has no event of its own. False once there is nothing more to do. */
    boolean tick() {
        if (over) {
            return !departure.tick();
        }
        long silence = office.now() - lastRenewed;
        long longest = Math.max(ttl.toNanos(), lease == null ? 0 : lease.ttl().toNanos());
        if (silence > longest) {
            lose(); // the lease lives on for others, although nobody stands behind this campaign any more
        } else if (isInQueue() && !hasWon && !hasBeenSeenLately()) {
            office.queues().want(this); // watches may miss something
        }
        return true;
    }

    @Override
    public void onGranted(SharedLease granted) {
        lease = granted;
        if (over) {
            depart();
        } else {
            enter();
        }
    }

    @Override
    public void onNotGranted(CallFailure failure) {
        retry(failure, this::begin);
    }

    @Override
    public void onLeaseGone() {
        departure.nothingLeft();
        if (createRevision == NO_KEY && !over) {
            begin();
        } else {
            lose();
        }
    }

    private void enter() {
        entering = true;
        long sentAt = office.now();
        String key = key();
        office.client()
                .enter(
                        prefix,
                        key,
                        candidateId,
                        lease().id(),
                        entry -> {
                            entering = false;
                            onEntry(entry, key, sentAt);
                        },
                        failure -> {
                            entering = false;
                            onNoEntry(failure);
                        });
    }

    private void onEntry(EtcdClient.Entry entry, String key, long sentAt) {
        KeyState own = entry.queue().find(key).orElse(null);
        if (own == null) {
            enterAgain();
        } else if (own.lease() != lease().id()) {
            fail(ServiceProblems.refused("the key " + key + " in "
                    + office.problems().service() + " was written by somebody else; it must be deleted"));
            departUnlessStanding();
        } else if (entry.created() || mayHaveEntered) {
            createRevision = own.createRevision();
            departUnlessStanding();
            onQueue(entry.queue(), sentAt);
        } else { // left behind by an attempt that is over
            office.client().delete(key, own.createRevision(), left -> enterAgain(), this::onNoEntry);
        }
    }

    private void departUnlessStanding() {
        if (over) {
            depart();
        }
    }

    private void enterAgain() {
        if (over) {
            depart();
        } else {
            enter();
        }
    }

    private void onNoEntry(CallFailure failure) {
        if (failure.is(Reason.NO_LEASE)) {
            office.leases().drop(lease());
            return;
        }
        mayHaveEntered |= failure.isPassing() && !failure.is(Reason.TOKEN_EXPIRED);
        if (over) {
            depart();
        } else {
            retry(failure, this::enterAgain);
        }
    }

    private void retry(CallFailure failure, Runnable step) {
        if (over) {
            depart();
        } else if (failure.isRefusal()) {
            fail(office.problem(failure, prefix));
        } else {
            office.threads().after(pause, step);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    /** The queue as the service had it after the key was created, read by a question sent at that time. */
    void onQueue(QueueView view, long sentAt) {
        if (!isInQueue() || view.revision() < createRevision) {
            return;
        }
        Optional<KeyState> own =
                view.find(key()).filter(key -> key.createRevision() == createRevision && key.lease() == lease().id());
        if (own.isEmpty()) {
            lose();
            return;
        }
        seenAt = sentAt;
        seenRevision = view.revision();
        blocker = view.nearestOlder(createRevision).orElse(null);
        if (blocker == null && !hasWon) {
            win();
        } else if (blocker != null && hasWon) {
            lose(); // nobody comes before a leader, unless the service has forgotten some of its history
        }
    }

    private void win() {
        hasWon = true;
        long token = createRevision;
        office.threads().tell(() -> {
            if (leaving) { // too late, whoever called leave() must not hear of a win afterwards
                won.completeExceptionally(ServiceProblems.over());
            } else {
                won.complete(token);
            }
        });
    }

    /** A change under the name of the election. */
    void onEvent(KeyEvent event) {
        if (!isInQueue()) {
            return;
        }
        if (event.key().equals(key())) {
            boolean detached = !event.deleted() && event.lease() != lease().id();
            if (event.revision() > createRevision && (event.deleted() || detached)) {
                lose();
            }
        } else if (blocker != null && event.key().equals(blocker.key()) && event.revision() > seenRevision) {
            office.queues().want(this);
        }
    }

    /** Changes until that revision may have gone unseen. */
    void onGap(long revision) {
        if (isInQueue() && seenRevision < revision) {
            office.queues().want(this);
        }
    }

    /** The service took the place away, or is about to. */
    private void lose() {
        if (!over) {
            office.threads().done(lost);
            end();
        }
    }

    /** This attempt cannot win any more, for a reason. */
    private void fail(ElectionException reason) {
        if (!over) {
            office.threads().fail(won, reason);
            end();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            office.threads().fail(won, ServiceProblems.over());
            departure.begin();
            if (!entering) {
                depart();
            }
        }
    }

    /** Nothing is under way any more that could create the key. */
    private void depart() {
        departure.go(lease, createRevision, mayHaveEntered);
    }

    /** The lease ends with the backend, and the key with the lease. */
    void abort(ElectionException reason) {
        over = true;
        office.threads().fail(won, reason);
        office.threads().fail(lost, reason);
        departure.abort(reason);
    }
}
