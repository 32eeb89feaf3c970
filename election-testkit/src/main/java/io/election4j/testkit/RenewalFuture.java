/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal.Failed;
import io.election4j.spi.Renewal.Granted;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Renews single campaigns in tests, with the outcome as a future. Stateless. */
public final class RenewalFuture {
    private RenewalFuture() {}

    /**
     * Renews a campaign once.
     *
     * @return completes with the span, or with the reason of the failure; never, if the backend tells no outcome
     */
    public static CompletableFuture<Duration> of(Backend backend, Campaign campaign) {
        CompletableFuture<Duration> outcome = new CompletableFuture<>();
        backend.renew(List.of(campaign), (group, renewal) -> {
            if (renewal instanceof Granted granted) {
                outcome.complete(granted.span());
            } else if (renewal instanceof Failed failed) {
                outcome.completeExceptionally(failed.reason());
            }
        });
        return outcome;
    }

    /** Whether a renewal that is sent now is granted within one second. */
    public static boolean isGranted(Backend backend, Campaign campaign) {
        return of(backend, campaign)
                .handle((span, failure) -> failure == null)
                .completeOnTimeout(false, 1, TimeUnit.SECONDS)
                .join();
    }

    /** Renews campaigns together, again and again, until each has been granted a renewal that was sent after this call. */
    public static void awaitGranted(Backend backend, Collection<? extends Campaign> campaigns) {
        Set<Campaign> missing = ConcurrentHashMap.newKeySet();
        missing.addAll(campaigns);
        Wait.until("renewals are granted", () -> {
            backend.renew(List.copyOf(missing), (group, renewal) -> {
                if (renewal instanceof Granted) {
                    missing.removeAll(group);
                }
            });
            return missing.isEmpty();
        });
    }
}
