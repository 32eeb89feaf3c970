/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.time.Duration;
import java.util.List;

/** A way to stand for elections that can be measured. Has a public constructor without parameters; stateless. */
public interface Library {

    /** The service it speaks to, named as the scheme of our URIs: {@code zookeeper}, {@code etcd} or {@code consul}. */
    String service();

    /** The library and its version, as a reader of a report knows it: {@code Curator LeaderLatch 5.9.0}. */
    String title();

    /** The time to live that it uses when asked for this one: some services have a least one. */
    default Duration ttl(Duration wanted) {
        return wanted;
    }

    /**
     * Opens one connection, or prepares it. Whoever wants several asks several times.
     *
     * @param hosts the servers' addresses, each {@code host:port}
     * @param ttl how long a dead leader keeps its seat, about
     */
    Peer connect(List<String> hosts, Duration ttl) throws Exception;
}
