/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.time.Duration;
import java.util.List;

/** A library by which candidates stand for elections, to be measured. Stateless. */
public interface Library {

    /** The service that it uses, named as the scheme of Election4j's URIs: {@code zookeeper}, {@code etcd} or {@code consul}. */
    String service();

    /** The library and its version, for readers of a report: {@code Curator LeaderLatch 5.9.0}. */
    String title();

    /** The time to live that it uses if it is asked for {@code wanted}: some services have a minimum. */
    default Duration ttl(Duration wanted) {
        return wanted;
    }

    /**
     * Opens one connection, or prepares it. A caller that needs several calls it several times.
     *
     * @param hosts the servers' addresses, each {@code host:port}
     * @param ttl how long a dead leader keeps its seat, about
     */
    Peer connect(List<String> hosts, Duration ttl) throws Exception;
}
