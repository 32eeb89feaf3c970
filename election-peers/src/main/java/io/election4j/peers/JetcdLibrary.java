/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import io.etcd.jetcd.Client;
import java.time.Duration;
import java.util.List;

/**
 * The election service of etcd by jetcd's client of it: a lease for each candidate, kept alive, and a campaign on it.
 * One lease for all candidates of a connection would cost less, but from about a thousand elections on, etcd loses some
 * waiting candidates when such a lease ends.
 */
public final class JetcdLibrary implements Library {
    @Override
    public String service() {
        return "etcd";
    }

    @Override
    public String title() {
        return "jetcd election client " + Versions.of("jetcd");
    }

    /** Leases are counted in whole seconds. */
    @Override
    public Duration ttl(Duration wanted) {
        return Duration.ofSeconds(Math.max(1, wanted.plusNanos(999_999_999).toSeconds()));
    }

    @Override
    public Peer connect(List<String> hosts, Duration ttl) {
        Client client = Client.builder()
                .endpoints(hosts.stream().map(host -> "http://" + host).toArray(String[]::new))
                .build();
        return new JetcdPeer(client, ttl(ttl).toSeconds());
    }
}
