/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

/**
 * Curator's LeaderLatch, one for each candidate, all of a connection in one session of ZooKeeper. The recipe has no
 * event for followers: they poll the leader every 100 ms.
 */
public final class LatchLibrary implements Library {
    /** The values of Curator's own first example. */
    private static final int RETRY_BASE_MILLIS = 1_000;

    private static final int RETRIES = 3;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(15);

    @Override
    public String service() {
        return "zookeeper";
    }

    @Override
    public String title() {
        return "Curator LeaderLatch " + Versions.of("curator");
    }

    @Override
    public Peer connect(List<String> hosts, Duration ttl) {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(String.join(",", hosts))
                .sessionTimeoutMs(Math.toIntExact(ttl.toMillis()))
                // Curator warns if connecting may take longer than a session lasts.
                .connectionTimeoutMs(Math.toIntExact(Math.min(ttl.toMillis(), LONGEST_CONNECT.toMillis())))
                .retryPolicy(new ExponentialBackoffRetry(RETRY_BASE_MILLIS, RETRIES))
                // Otherwise Curator would bypass the proxies that a measurement puts before the servers.
                .ensembleTracker(false)
                .build();
        client.start();
        return new LatchPeer(client);
    }
}
