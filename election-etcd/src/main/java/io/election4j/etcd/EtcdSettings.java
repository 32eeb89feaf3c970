/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.ServiceProblems;
import io.election4j.backend.credentials.CommonOptions;
import io.election4j.backend.credentials.Login;
import io.election4j.backend.credentials.TlsFiles;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the settings of a connection to the service.
 *
 * @param hosts the servers, each with its port
 * @param namespace the prefix of all elections
 * @param ttl the time to live to request for leases
 * @param connectTimeout how long one attempt to connect may take
 * @param login the user and its password, if the URI names them
 * @param tls the files of the TLS connection, if the URI names them
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

    /** The prefix of all keys of the namespace. */
    String root() {
        return namespace + "/";
    }

    /** The prefix of all keys of an election. */
    String prefixOf(String election) {
        return root() + election + "/";
    }

    /** The time limit of one answer: about a beat, of which there are three in each time to live. */
    Duration callLimit() {
        Duration beat = shorter(ttl.dividedBy(3), LONGEST_CALL);
        return beat.compareTo(SHORTEST_CALL) < 0 ? SHORTEST_CALL : beat;
    }

    EtcdProblems problems() {
        String service = "etcd at " + String.join(",", hosts) + (tls.isPresent() ? " (over TLS)" : "");
        return new EtcdProblems(new ServiceProblems(service, Login.client(login)));
    }

    /** Leases live for whole seconds. */
    static long leaseSeconds(Duration ttl) {
        return ttl.plusMillis(999).toSeconds();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
