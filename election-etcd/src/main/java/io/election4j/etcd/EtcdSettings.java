/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.BackendUri;
import io.election4j.spi.support.CommonOptions;
import io.election4j.spi.support.Login;
import io.election4j.spi.support.ServiceProblems;
import io.election4j.spi.support.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach the service.
 *
 * @param hosts the servers, each with its port
 * @param namespace before the names of all elections
 * @param ttl asked for as the time to live of leases
 * @param connectTimeout how long one attempt to connect may take
 * @param login who we are, if the service wants to know
 * @param tls how to encrypt, if at all
 */
record EtcdSettings(
        List<String> hosts,
        String namespace,
        Duration ttl,
        Duration connectTimeout,
        Optional<Login> login,
        Optional<TlsFiles> tls) {

    /** The options of a URI with their descriptions. */
    static final Map<String, String> OPTIONS = CommonOptions.join(
            CommonOptions.LOGIN,
            CommonOptions.TLS,
            Map.of("connect-timeout", "how long one attempt to connect may take, such as 2s; the default is 5s"));

    private static final int USUAL_PORT = 2379;
    private static final Duration DEFAULT_CONNECT = Duration.ofSeconds(5);
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(100);
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(1);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

    static EtcdSettings of(BackendUri uri) {
        return new EtcdSettings(
                uri.addresses(USUAL_PORT),
                uri.namespace(),
                uri.ttl(),
                uri.duration("connect-timeout", DEFAULT_CONNECT, SHORTEST_CONNECT, LONGEST_CONNECT),
                Login.of(uri),
                TlsFiles.of(uri));
    }

    /** What all keys of the namespace begin with. */
    String root() {
        return namespace + "/";
    }

    /** What all keys of an election begin with. */
    String prefixOf(String election) {
        return root() + election + "/";
    }

    /** How long the service may take for one answer: about a beat, of which there are three per time to live. */
    Duration callLimit() {
        Duration beat = shorter(ttl.dividedBy(3), LONGEST_CALL);
        return beat.compareTo(SHORTEST_CALL) < 0 ? SHORTEST_CALL : beat;
    }

    EtcdProblems problems() {
        String service = "etcd at " + String.join(",", hosts) + (tls.isPresent() ? " (over TLS)" : "");
        return new EtcdProblems(ServiceProblems.of(service, login));
    }

    /** Leases live for whole seconds. */
    static long leaseSeconds(Duration ttl) {
        return ttl.plusMillis(999).toSeconds();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
