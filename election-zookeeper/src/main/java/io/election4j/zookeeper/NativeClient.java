/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.time.Duration;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Extends ZooKeeper's own client, one for each session of Curator: configured by the URI only, and closed in time. */
final class NativeClient extends ZooKeeper {
    private static final Logger log = LoggerFactory.getLogger(NativeClient.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ServerAddresses addresses;

    NativeClient(ZooKeeperSettings settings, Watcher watcher, ServerAddresses addresses, ZKClientConfig config)
            throws IOException {
        super(settings.hosts(), Math.toIntExact(settings.ttl().toMillis()), watcher, false, addresses, config);
        this.addresses = addresses;
    }

    /**
     * Ends the session. Blocks for a few seconds at most: the library itself waits for the answer without limit, or logs an
     * error at its own limit, while an interrupt ends the wait.
     */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the thread that closes needs the lock
    public void close() {
        addresses.close();
        Thread closer = new Thread(this::closeLibrary, "election-zookeeper-closer");
        closer.setDaemon(true);
        try {
            closer.start();
        } catch (OutOfMemoryError noThread) {
            closeLibrary();
            return;
        }
        try {
            closer.join(FAREWELL.toMillis());
            if (closer.isAlive()) {
                closer.interrupt();
                closer.join(FAREWELL.toMillis());
            }
        } catch (InterruptedException interrupted) {
            closer.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void closeLibrary() {
        try {
            super.close();
        } catch (InterruptedException late) {
            log.debug("the end of a session was not confirmed", late);
        }
    }
}
