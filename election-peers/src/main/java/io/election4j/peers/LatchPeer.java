/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Latches in one session of ZooKeeper; one thread polls for all followers. Thread-safe. */
final class LatchPeer implements Peer {
    private static final Logger LOG = LoggerFactory.getLogger(LatchPeer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String ROOT = "/election4j-peers/";

    private final CuratorFramework client;
    private final Set<LeaderLatch> latches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService poller;

    LatchPeer(CuratorFramework client) {
        this.client = client;
        this.poller = Executors.newSingleThreadScheduledExecutor(task -> Daemons.thread("latch-poll", task));
    }

    @Override
    public Stand enter(String election, String candidateId, Events events) throws Exception {
        LeaderLatch latch = new LeaderLatch(client, ROOT + election, candidateId);
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                events.won();
            }

            @Override
            public void notLeader() {
                events.lost();
            }
        });
        latches.add(latch);
        latch.start();
        return new LatchStand(latch);
    }

    private final class LatchStand implements Stand {
        private final LeaderLatch latch;

        LatchStand(LeaderLatch latch) {
            this.latch = latch;
        }

        @Override
        public boolean believesToLead() {
            return latch.hasLeadership();
        }

        @Override
        public void leave() throws IOException {
            if (latches.remove(latch)) {
                latch.close();
            }
        }
    }

    @Override
    public Following follow(String election, Consumer<String> onLeader) {
        LeaderTeller teller = new LeaderTeller(onLeader);
        LeaderLatch latch = new LeaderLatch(client, ROOT + election); // never started: it only reads
        ScheduledFuture<?> polling =
                poller.scheduleWithFixedDelay(() -> poll(latch, teller), 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            teller.close();
            polling.cancel(false);
        };
    }

    private static void poll(LeaderLatch latch, LeaderTeller teller) {
        try {
            teller.tell(latch.getLeader().getId());
        } catch (KeeperException.NoNodeException nobodyYet) {
            LOG.trace("nobody has stood for this election yet", nobodyYet);
        } catch (Exception next) {
            LOG.debug("who leads is asked again", next);
        }
    }

    @Override
    public void close() {
        poller.shutdownNow();
        for (LeaderLatch latch : latches) {
            try {
                new LatchStand(latch).leave();
            } catch (IOException gone) {
                LOG.debug("a latch ends with its session", gone);
            }
        }
        client.close();
    }
}
