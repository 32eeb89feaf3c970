/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.backend.BackendThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.AuthInfo;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorEventType;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.SessionConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wraps Curator's client, which makes sessions and latches. Calls the listener on the loop. */
final class CuratorConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CuratorConnection.class);

    /** Receives changes of the connection. */
    interface Listener {
        /** Connected, possibly again, and possibly with the same session as before. */
        void onConnected(CuratorConnection client, Session session);

        /** The connection broke; the session may still live. */
        void onDisconnected(CuratorConnection client);

        /** The session is over, as far as this side knows. */
        void onSessionEnded(CuratorConnection client);

        /** The service does not accept the credentials. */
        void onRefused(CuratorConnection client);
    }

    private final CuratorFramework curator;
    private final BackendThreads threads;
    private final Listener listener;
    private final NativeClients natives;
    private boolean retired;

    private CuratorConnection(
            CuratorFramework curator, NativeClients natives, BackendThreads threads, Listener listener) {
        this.curator = curator;
        this.natives = natives;
        this.threads = threads;
        this.listener = listener;
    }

    /** Starts to connect. May block for a moment. */
    static CuratorConnection open(ZooKeeperSettings settings, BackendThreads threads, Listener listener) {
        NativeClients natives = new NativeClients(settings);
        CuratorFramework curator = builder(settings, natives).build();
        CuratorConnection client = new CuratorConnection(curator, natives, threads, listener);
        curator.getConnectionStateListenable().addListener((same, state) -> client.onState(state));
        curator.getCuratorListenable().addListener((same, event) -> client.onEvent(event));
        try {
            curator.start();
        } catch (RuntimeException | Error failed) {
            client.close();
            throw failed;
        }
        return client;
    }

    private static CuratorFrameworkFactory.Builder builder(ZooKeeperSettings settings, NativeClients natives) {
        Duration ttl = settings.ttl();
        ZKClientConfig config = ClientConfig.of(settings);
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(settings.hosts())
                .sessionTimeoutMs(Math.toIntExact(ttl.toMillis()))
                .connectionTimeoutMs(Math.toIntExact(settings.connectTimeout().toMillis()))
                // Curator logs as an error what it gives up; a client without answers for long is closed instead.
                .retryPolicy(new RetryForever(Math.toIntExact(Math.max(1, ttl.toMillis() / 10))))
                // A short disconnect must not release the seat. By default a latch resigns at once, because it has no
                // other means to be safe; here a term is valid only until a deadline that a quorum has confirmed.
                .connectionStateErrorPolicy(new SessionConnectionStateErrorPolicy())
                .ensembleTracker(false) // connects to the hosts of the URI only
                .defaultData(new byte[0]) // parents would otherwise contain this machine's address
                .maxCloseWaitMs(1_000)
                .zookeeperFactory(new Factory(natives, config));
        List<AuthInfo> identities = settings.identities().stream()
                .map(identity -> new AuthInfo("digest", identity))
                .toList();
        return identities.isEmpty()
                ? builder
                : builder.authorization(identities).aclProvider(new OneAcl(settings.acl()));
    }

    /** A new latch, not yet in the queue. */
    Latch latch(String path, String candidateId, Consumer<Boolean> onLeadership) {
        return new Latch(new LeaderLatch(curator, path, candidateId), threads, onLeadership);
    }

    /** A name in the URI that has no address, if there is nothing else to try. */
    Optional<String> unknownHost() {
        return natives.unknownHost();
    }

    /** Ends the events of this client. On the loop. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /** Ends the session, which removes all its nodes. Blocks for at most a few seconds. */
    @Override
    public void close() {
        curator.close();
    }

    private void onState(ConnectionState state) {
        switch (state) {
            case CONNECTED, RECONNECTED -> connected();
            case SUSPENDED -> threads.run(() -> listener.onDisconnected(this));
            case LOST -> threads.run(() -> listener.onSessionEnded(this));
            default -> {} // read-only servers are not requested
        }
    }

    private void connected() {
        try {
            ZooKeeper handle = curator.getZookeeperClient().getZooKeeper();
            if (handle != null && handle.getState().isConnected()) {
                Session session = new Session(handle, threads);
                threads.run(() -> listener.onConnected(this, session));
            }
        } catch (Exception gone) { // Curator declares no less; another change of state will follow
            log.debug("the connection broke at once", gone);
        }
    }

    private void onEvent(CuratorEvent event) {
        if (event.getType() == CuratorEventType.WATCHED
                && event.getWatchedEvent() != null
                && event.getWatchedEvent().getState() == KeeperState.AuthFailed) {
            threads.run(() -> listener.onRefused(this));
        }
    }

    /** Wraps the latch of one attempt; never started twice. */
    static final class Latch {
        private final LeaderLatch latch;

        private Latch(LeaderLatch latch, BackendThreads threads, Consumer<Boolean> onLeadership) {
            this.latch = latch;
            latch.addListener(new LeaderLatchListener() {
                @Override
                public void isLeader() {
                    threads.run(() -> onLeadership.accept(true));
                }

                @Override
                public void notLeader() {
                    threads.run(() -> onLeadership.accept(false));
                }
            });
        }

        /** Enters the queue. May block. */
        void start() {
            try {
                latch.start();
            } catch (Exception closed) { // Curator declares no less; the attempt notices that it has no node
                log.debug("a latch could not be started", closed);
            }
        }

        /** The path of the node that stands in the queue, once there is one. */
        Optional<String> node() {
            return Optional.ofNullable(latch.getOurPath());
        }

        /** Leaves the queue; Curator deletes the node in the background, repeatedly if necessary. May block. */
        void close() {
            try {
                latch.close();
            } catch (Exception alreadyClosed) { // Curator declares no less
                log.debug("a latch could not be closed", alreadyClosed);
            }
        }
    }

    /** Makes the handle of each new session. */
    private record Factory(NativeClients natives, ZKClientConfig config) implements ZookeeperFactory {
        @Override
        public ZooKeeper newZooKeeper(String hosts, int timeout, Watcher watcher, boolean readOnly) throws IOException {
            return natives.make(watcher, config);
        }
    }

    /** Gives the same ACL to every node, parents included. */
    private record OneAcl(List<ACL> acl) implements ACLProvider {
        @Override
        public List<ACL> getDefaultAcl() {
            return acl;
        }

        @Override
        public List<ACL> getAclForPath(String path) {
            return acl;
        }
    }
}
