/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the time to live of sessions: the requested one, or the shortest that the servers grant. Written on the loop,
 * read by any thread.
 */
final class ShortestSession {
    private static final Logger log = LoggerFactory.getLogger(ShortestSession.class);

    /** Matches the refusal, such as {@code Invalid Session TTL '5000000000', must be between [10s=24h0m0s]}. */
    private static final Pattern RANGE =
            Pattern.compile("Invalid Session TTL.*between \\[(?:(\\d+)h)?(?:(\\d+)m)?(?:([0-9.]+)s)?=");

    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3_600;

    private volatile Duration ttl;

    ShortestSession(Duration asked) {
        this.ttl = asked;
    }

    Duration ttl() {
        return ttl;
    }

    /** True if the servers grant only a longer one, which is requested from now on. */
    boolean adaptTo(CallFailure failure) {
        Optional<Duration> shortest = shortest(failure.text());
        if (shortest.filter(least -> least.compareTo(ttl) > 0).isEmpty()) {
            return false;
        }
        log.info(
                "Consul grants no session shorter than {} (session_ttl_min of its servers); {} was asked for",
                BackendUri.written(shortest.get()),
                BackendUri.written(ttl));
        ttl = shortest.get();
        return true;
    }

    private static Optional<Duration> shortest(String refusal) {
        Matcher range = RANGE.matcher(refusal);
        if (!range.find()) {
            return Optional.empty();
        }
        long whole = number(range.group(1)) * SECONDS_PER_HOUR + number(range.group(2)) * SECONDS_PER_MINUTE;
        double seconds = range.group(3) == null ? 0 : Double.parseDouble(range.group(3));
        return Optional.of(Duration.ofMillis(Math.round((whole + seconds) * 1_000)));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
