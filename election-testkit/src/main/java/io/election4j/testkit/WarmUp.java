/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Lets each backend win and leave once, before tests expect anything of it in time. */
final class WarmUp {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Set<String> DONE = ConcurrentHashMap.newKeySet();

    private WarmUp() {}

    /** Ignores failures: the tests themselves report them. */
    static void of(String uri) {
        if (DONE.add(BackendUri.parse(uri).scheme())) {
            try (Backend backend = BackendRules.connectTo(uri)) {
                Campaign campaign = backend.campaign("warm-up", "warm-up", RuleFixture.LONG_TTL);
                await(campaign.won());
                await(RenewalFuture.of(backend, campaign));
                await(campaign.leave());
            }
        }
    }

    private static void await(CompletableFuture<?> future) {
        var unused = future.handle((value, error) -> true)
                .completeOnTimeout(false, LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }
}
