/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.time.Duration;
import java.util.List;

/**
 * The lock of Consul's guide to leader election, by consul-client: one session for each connection, a key for each
 * election, and a blocking query, thus a thread and a connection, for each candidate that waits or leads and for each
 * follower.
 */
public final class ConsulLockLibrary implements Library {
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(10);

    @Override
    public String service() {
        return "consul";
    }

    @Override
    public String title() {
        return "Consul lock by consul-client " + Versions.of("consul-client");
    }

    /** A session of Consul lasts 10 s at least. */
    @Override
    public Duration ttl(Duration wanted) {
        return wanted.compareTo(SHORTEST_SESSION) < 0 ? SHORTEST_SESSION : wanted;
    }

    @Override
    public Peer connect(List<String> hosts, Duration ttl) {
        return new ConsulLockPeer(new ConsulConnection(hosts), ttl(ttl));
    }
}
