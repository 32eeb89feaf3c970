/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.ServiceTampering;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.ZooKeeper;

/**
 * Interferes through a plain client. The number after the last dash, which all our candidates have, shows which one
 * leads.
 */
final class ZooKeeperTampering implements ServiceTampering, AutoCloseable {
    private static final String MARK = "latch-";
    private static final int SESSION_MILLIS = 10_000;

    /** Copies the servers' files. */
    interface Backup {
        Snapshot take() throws Exception;
    }

    private final String hosts;
    private final String root;
    private final Backup backup;
    private final CuratorFramework curator;

    /**
     * Connects.
     *
     * @param hosts separated by commas
     * @param root the node above the elections
     */
    ZooKeeperTampering(String hosts, String root, Backup backup) {
        this.hosts = hosts;
        this.root = root;
        this.backup = backup;
        this.curator = CuratorFrameworkFactory.builder()
                .connectString(hosts)
                .sessionTimeoutMs(SESSION_MILLIS)
                .retryPolicy(new RetryNTimes(50, 200))
                .ensembleTracker(false)
                .build();
        curator.start();
    }

    @Override
    public void deleteSeat(String election) throws Exception {
        onSeat(election, seat -> curator.delete().forPath(seat));
    }

    @Override
    public void overwriteSeat(String election) throws Exception {
        onSeat(election, seat -> curator.setData().forPath(seat, new byte[] {'x'}));
    }

    private interface Act {
        void on(String seat) throws Exception;
    }

    /** Acts on the leader's node. Does nothing if no candidate leads, or if the leader leaves at this moment. */
    private void onSeat(String election, Act act) throws Exception {
        Optional<String> seat = seat(election);
        if (seat.isPresent()) {
            try {
                act.on(seat.get());
            } catch (NoNodeException left) {
                // the same as without a leader
            }
        }
    }

    /** A session's password follows from its number, which every reader of its nodes learns. */
    @Override
    public void endSession(String election) throws Exception {
        Optional<String> seat = seat(election);
        if (seat.isEmpty()) {
            return;
        }
        long session = curator.checkExists().forPath(seat.get()).getEphemeralOwner();
        byte[] password = new byte[16];
        new Random(session ^ 0xB3415C00L).nextBytes(password);
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper thief = new ZooKeeper(hosts, SESSION_MILLIS, event -> connected.countDown(), session, password);
        if (!connected.await(SESSION_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the plain client cannot connect");
        }
        thief.close();
    }

    @Override
    public void deleteElection(String election) throws Exception {
        ZKPaths.deleteChildren(curator.getZookeeperClient().getZooKeeper(), root + "/" + election, true);
    }

    @Override
    public Optional<Snapshot> snapshot() throws Exception {
        return Optional.of(backup.take());
    }

    private Optional<String> seat(String election) throws Exception {
        String path = root + "/" + election;
        try {
            List<String> children = curator.getChildren().forPath(path);
            return children.stream()
                    .min(Comparator.comparing(child -> child.substring(child.lastIndexOf(MARK) + MARK.length())))
                    .map(first -> path + "/" + first);
        } catch (NoNodeException nobody) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        curator.close();
    }
}
