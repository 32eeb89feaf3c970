/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.server;

import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.ZooKeeperSetup;
import java.nio.file.Path;
import java.util.Locale;

/** The services that can be started. */
enum Service {
    ETCD,
    CONSUL,
    ZOOKEEPER;

    ServerCluster start(int size, Path directory) {
        return switch (this) {
            case ETCD -> EtcdCluster.start(size, directory);
            case CONSUL -> ConsulCluster.start(size, directory);
            case ZOOKEEPER -> new ZooKeeperSetup().start(size, directory);
        };
    }

    /** Its name, which is also the scheme of its URIs. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
