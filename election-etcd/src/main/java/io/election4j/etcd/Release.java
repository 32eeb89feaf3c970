/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.backend.ExponentialBackoff;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Releases an attempt: deletes its key until the service confirms it. A key that cannot be deleted now is deleted
 * later, because as an orphan it would block its election for as long as other campaigns keep the lease alive. A key
 * that a late request creates after that is an {@linkplain OrphanCleanup unclaimed key}. Lives on the loop.
 */
final class Release {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final CampaignContext context;
    private final String prefix;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

    private @Nullable SharedLease lease;
    private long createRevision;
    private long begunAt;
    private boolean begun;
    private boolean late;
    private boolean going;
    private boolean done;
    private final ExponentialBackoff backoff = new ExponentialBackoff(FIRST_PAUSE, LONGEST_PAUSE);

    Release(CampaignContext context, String prefix) {
        this.context = context;
        this.prefix = prefix;
    }

    /** Completes when the service holds nothing of this attempt any more, exceptionally if that took too long. */
    CompletableFuture<Void> confirmed() {
        return confirmed;
    }

    void begin() {
        begun = true;
        begunAt = context.now();
    }

    /**
     * @param held the lease on which the key may be; null if there is none
     * @param revision at which the key was created; 0 if that is unknown
     * @param unsure whether a request without an answer may have created the key
     */
    void go(@Nullable SharedLease held, long revision, boolean unsure) {
        if (going || done) {
            return;
        }
        going = true;
        lease = held;
        createRevision = revision;
        if (held == null || held.isGone() || (revision == 0 && !unsure)) {
            nothingLeft();
        } else {
            delete();
        }
    }

    /** Ends the wait for a confirmation when it takes too long. True once nothing is left to do. */
    boolean tick() {
        Duration limit = context.patience();
        if (!done && !late && context.now() - begunAt > limit.toNanos()) {
            late = true;
            context.threads().fail(confirmed, context.whyNoAnswer());
        }
        return done;
    }

    /** The service has confirmed that no key is left. */
    void nothingLeft() {
        if (begun && !done) {
            done = true;
            if (lease != null) {
                lease.vacate(prefix);
            }
            context.threads().done(confirmed);
        }
    }

    void abort(ElectionException reason) {
        if (!done) {
            done = true;
            context.threads().fail(confirmed, reason);
        }
    }

    private void delete() {
        SharedLease held = lease;
        if (done || held == null) {
            return;
        }
        context.client()
                .delete(
                        held.keyUnder(prefix),
                        createRevision,
                        left -> {
                            // A key that was created again on our lease is ours, too.
                            if (left.isPresent() && held.owns(left.get().lease())) {
                                createRevision = left.get().createRevision();
                                delete();
                            } else {
                                nothingLeft();
                            }
                        },
                        failure -> {
                            if (failure.isRefusal() && !late) {
                                late = true;
                                context.threads().fail(confirmed, context.problem(failure));
                            }
                            later();
                        });
    }

    private void later() {
        context.threads().after(backoff.next(), this::delete);
    }
}
