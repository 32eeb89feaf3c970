/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.spi.Campaign;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Holds the present attempt of a candidacy, if there is one. Lives on the loop. */
final class Seat {
    private @Nullable Attempt attempt;
    private CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

    /** Whether there is an attempt. */
    boolean isContested() {
        return attempt != null;
    }

    void contest(EngineContext engine, Campaign campaign, Attempt.Listener listener) {
        Attempt begun = new Attempt(engine, campaign, listener);
        attempt = begun;
        begun.start();
    }

    void abandon() {
        Attempt abandoned = attempt;
        attempt = null;
        if (abandoned != null) {
            left = abandoned.leave();
        }
    }

    /** Completes when the backend confirms that the previous attempt has left. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** As {@link Attempt#inconsistency}. */
    @Nullable
    String inconsistency() {
        return attempt == null ? null : attempt.inconsistency();
    }

    void recover() {
        if (attempt != null && attempt.inconsistency() != null) {
            attempt.recover();
        }
    }
}
