/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ProxyRoute;

/** Makes routes to etcd servers that lose the servers' answers. */
final class Lines {
    private Lines() {}

    /** Makes a route to the first server. */
    static ProxyRoute before(EtcdCluster cluster, String namespace) {
        String first = BackendUri.parse("etcd://" + cluster.hosts()).hosts().get(0);
        return new ProxyRoute("etcd", Integer.parseInt(first.substring(first.indexOf(':') + 1)), namespace, "");
    }
}
