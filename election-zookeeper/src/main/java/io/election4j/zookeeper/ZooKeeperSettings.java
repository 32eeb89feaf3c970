/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.backend.ServiceProblems;
import io.election4j.backend.credentials.CommonOptions;
import io.election4j.backend.credentials.Login;
import io.election4j.spi.BackendUri;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.data.ACL;

/**
 * Holds the settings of a connection to the service.
 *
 * @param hosts the servers, separated by commas
 * @param root the node above all elections of the namespace
 * @param ttl the timeout to request for the session
 * @param connectTimeout how long one attempt to connect may take
 * @param login the user and its password, if the URI names them
 * @param tls the TLS configuration, if the URI names files for it
 */
record ZooKeeperSettings(
        String hosts,
        String root,
        Duration ttl,
        Duration connectTimeout,
        Optional<Login> login,
        Optional<ClientTls> tls) {
    /** The options of a URI with their descriptions. */
    static final Map<String, String> OPTIONS = CommonOptions.join(
            CommonOptions.LOGIN,
            CommonOptions.TLS,
            Map.of(
                    "connect-timeout",
                            "how long one attempt to connect may take, such as 5s; the default is the ttl, at most 15s",
                    "dir", "zookeeper:embedded only: the folder for the server's data; the default is a temporary one",
                    "username", "the user of the scheme 'digest'; nodes created are then open to this user only"));

    private static final int USUAL_PORT = 2181;
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(50);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(15);

    static ZooKeeperSettings ofServers(BackendUri uri) {
        if (uri.option("dir").isPresent()) {
            throw new ElectionException(Kind.INVALID, "the option dir is for zookeeper:embedded only");
        }
        return of(uri, String.join(",", uri.addresses(USUAL_PORT)));
    }

    static ZooKeeperSettings ofEmbedded(BackendUri uri, String address) {
        return of(uri, address);
    }

    private static ZooKeeperSettings of(BackendUri uri, String hosts) {
        Duration usual = uri.ttl().compareTo(LONGEST_CONNECT) < 0 ? uri.ttl() : LONGEST_CONNECT;
        return new ZooKeeperSettings(
                hosts,
                "/" + uri.namespace(),
                uri.ttl(),
                uri.duration("connect-timeout", usual, SHORTEST_CONNECT, uri.ttl()),
                Login.ofIdentities(uri),
                ClientTls.of(uri));
    }

    String pathOf(String election) {
        return root + "/" + election;
    }

    /**
     * The identities of a session: in the scheme {@code digest}, a user with another password is another identity. A
     * session with both can use what either has created, and lets both use what it creates. Reads files.
     */
    List<byte[]> identities() {
        return login.map(known -> known.passwords().stream()
                        .map(password -> (known.username() + ":" + password).getBytes(StandardCharsets.UTF_8))
                        .toList())
                .orElse(List.of());
    }

    /** With a login, only clients with the same user and password may use or read a node. */
    List<ACL> acl() {
        return login.isPresent() ? Ids.CREATOR_ALL_ACL : Ids.OPEN_ACL_UNSAFE;
    }

    ServiceProblems problems() {
        return new ServiceProblems(service(), Login.client(login));
    }

    ZooKeeperProblems ownProblems() {
        return new ZooKeeperProblems(problems());
    }

    /** Each server with its port. */
    List<String> addresses() {
        return List.of(hosts.split(","));
    }

    /** The name of the service in messages. */
    String service() {
        return "ZooKeeper at " + hosts + (tls.isPresent() ? " (over TLS)" : "");
    }
}
