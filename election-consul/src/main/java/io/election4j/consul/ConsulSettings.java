/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.ServiceProblems;
import io.election4j.backend.credentials.CommonOptions;
import io.election4j.backend.credentials.SecretFile;
import io.election4j.backend.credentials.TlsFiles;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the settings of a connection to the service, and computes its times.
 *
 * @param agents the base addresses of the agents
 * @param keys the keys of the elections
 * @param ttl the ttl of the URI
 * @param byCheck whether a check on the agent shows that this process is alive; otherwise only renewed sessions show it
 * @param serfHealth whether a session also ends when the agent is found to have failed
 * @param lockDelay the lock-delay of the URI, if it names one
 * @param token the token for each request, if the URI names one
 * @param tls the files of the TLS connection, if the URI names them
 */
record ConsulSettings(
        List<String> agents,
        Keys keys,
        Duration ttl,
        boolean byCheck,
        boolean serfHealth,
        Optional<Duration> lockDelay,
        Optional<SecretFile> token,
        Optional<TlsFiles> tls) {
    /** Half of it passes until a dead process is noticed, the other half until another candidate can lock its seat. */
    static final Duration DEFAULT_TTL = Duration.ofSeconds(2);

    static final Map<String, String> OPTIONS = CommonOptions.join(
            CommonOptions.TLS,
            Map.of(
                    "token-file",
                    "the file that holds the ACL token",
                    "session",
                    "how the service learns that this process has died: check (a TTL check on the agent, the"
                            + " default) or ttl (renewed sessions of 10s or more; takes up to 3 times as long)",
                    "serf-health",
                    "session=check only: false lets a seat outlive the failure of its agent",
                    "lock-delay",
                    "how long the seat of a dead leader stays empty, and a leader leads after its last"
                            + " proof; from half the ttl, which is the default, to 60s"));

    private static final int USUAL_PORT = 8500;
    private static final int USUAL_TLS_PORT = 8501;
    private static final Duration SHORTEST_TTL = Duration.ofMillis(500);
    private static final Duration LONGEST_TTL = Duration.ofMinutes(2);
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(5);

    static ConsulSettings of(BackendUri uri) {
        Optional<TlsFiles> tls = TlsFiles.of(uri);
        String scheme = tls.isPresent() ? "https://" : "http://";
        int port = tls.isPresent() ? USUAL_TLS_PORT : USUAL_PORT;
        boolean byCheck = choice(uri, "session", "check", "ttl");
        if (!byCheck && uri.option("serf-health").isPresent()) {
            throw ConsulProblems.serfHealthHasNoEffect();
        }
        return new ConsulSettings(
                uri.addresses(port).stream().map(address -> scheme + address).toList(),
                new Keys(uri.namespace()),
                ttl(uri),
                byCheck,
                choice(uri, "serf-health", "true", "false"),
                lockDelay(uri),
                SecretFile.ofHeader(uri, "token-file", "token file"),
                tls);
    }

    private static boolean choice(BackendUri uri, String option, String first, String second) {
        String chosen = uri.option(option).orElse(first);
        if (!chosen.equals(first) && !chosen.equals(second)) {
            throw ConsulProblems.isNoChoice(option, first, second, chosen);
        }
        return chosen.equals(first);
    }

    /** The lock-delay depends on the ttl, and no server grants more than a minute. */
    private static Duration ttl(BackendUri uri) {
        Duration ttl = uri.ttl();
        if (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0) {
            throw ConsulProblems.ttlOutOfRange(
                    BackendUri.written(ttl), BackendUri.written(SHORTEST_TTL), BackendUri.written(LONGEST_TTL));
        }
        return ttl;
    }

    private static Optional<Duration> lockDelay(BackendUri uri) {
        Optional<Duration> delay = uri.option("lock-delay")
                .map(text -> uri.duration("lock-delay", LONGEST_DELAY, SHORTEST_DELAY, LONGEST_DELAY));
        Duration least = uri.ttl().dividedBy(2);
        delay.ifPresent(chosen -> {
            if (chosen.compareTo(least) < 0) {
                throw ConsulProblems.lockDelayTooShort(
                        BackendUri.written(chosen), BackendUri.written(uri.ttl()), BackendUri.written(least));
            }
        });
        return delay;
    }

    /** The time after the last sign of life after which the agent considers this process dead. */
    Duration checkTtl() {
        return ttl.dividedBy(2);
    }

    /** The time to live that is first requested for a session. */
    Duration sessionTtl() {
        return byCheck ? longer(ttl.multipliedBy(2), SHORTEST_SESSION) : ttl;
    }

    /** The lock-delay of a session; the death of its process is noticed after the given time. */
    Duration lockDelayFor(Duration noticed) {
        return lockDelay.orElseGet(() -> shorter(byCheck ? noticed : noticed.dividedBy(2), LONGEST_DELAY));
    }

    /** The time limit of requests that are not part of a proof. */
    Duration patience() {
        return shorter(longer(ttl, SHORTEST_PATIENCE), LONGEST_PATIENCE);
    }

    ServiceProblems problems() {
        String hosts =
                String.join(",", agents.stream().map(ConsulSettings::host).toList());
        return new ServiceProblems(
                "Consul at " + hosts + (tls.isPresent() ? " (over TLS)" : ""),
                token.map(file -> "the token in " + file).orElse("a client without token-file="));
    }

    private static String host(String agent) {
        return agent.substring(agent.indexOf("//") + 2);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
