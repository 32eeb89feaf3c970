/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.util.Optional;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/** Makes the clients, because Curator itself would make them with settings of the application. Any thread. */
final class NativeClients {
    private final ZooKeeperSettings settings;
    private volatile @Nullable ServerAddresses present;

    NativeClients(ZooKeeperSettings settings) {
        this.settings = settings;
    }

    /** A name in the URI that has no address, if there is nothing else to try. */
    Optional<String> unknownHost() {
        ServerAddresses addresses = present;
        return addresses == null ? Optional.empty() : addresses.unknownHost();
    }

    ZooKeeper make(Watcher watcher, ZKClientConfig config) throws IOException {
        // makes the next handshake use certificates that have just been replaced
        Runnable beforeAttempt = () -> settings.tls().ifPresent(ClientTls::refresh);
        ServerAddresses addresses =
                new ServerAddresses(settings.addresses(), settings.ttl(), settings.connectTimeout(), beforeAttempt);
        present = addresses;
        return new NativeClient(settings, watcher, addresses, config);
    }
}
