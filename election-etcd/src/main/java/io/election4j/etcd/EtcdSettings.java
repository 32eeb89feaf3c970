/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import io.election4j.spi.support.CommonOptions;
import io.election4j.spi.support.Login;
import io.election4j.spi.support.ServiceProblems;
import io.election4j.spi.support.TlsFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME = Pattern.compile("[^.]{1,63}(?:\\.[^.]{1,63})*");
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(100);
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(1);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

    static EtcdSettings of(BackendUri uri) {
        return new EtcdSettings(
                servers(uri), uri.namespace(), uri.ttl(), connectTimeout(uri), Login.of(uri), TlsFiles.of(uri));
    }

    /** A name that no name service can know would never be found. */
    private static List<String> servers(BackendUri uri) {
        List<String> servers = uri.addresses(USUAL_PORT);
        for (String server : servers) {
            String host = HostAndPort.fromString(server).getHost();
            boolean possible = host.contains(":") ? InetAddresses.isInetAddress(host) : isPossibleName(host);
            if (!possible) {
                throw new ElectionException(
                        Kind.INVALID,
                        "the host " + host
                                + " in the backend URI is neither an address nor a name of parts with 1 to 63"
                                + " characters, divided by single dots");
            }
        }
        return servers;
    }

    private static boolean isPossibleName(String host) {
        return host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
    }

    private static Duration connectTimeout(BackendUri uri) {
        Duration limit = uri.duration("connect-timeout", DEFAULT_CONNECT);
        if (limit.compareTo(SHORTEST_CONNECT) < 0 || limit.compareTo(LONGEST_CONNECT) > 0) {
            throw new ElectionException(
                    Kind.INVALID,
                    "the option connect-timeout must be between 100ms and 1m: "
                            + uri.option("connect-timeout").orElseThrow());
        }
        return limit;
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
