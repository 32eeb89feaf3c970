/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.ProxyLine;

/** Lines to etcd servers that lose what the server answers. */
final class Lines {
    private Lines() {}

    /** Leads to the first server. */
    static ProxyLine before(EtcdCluster cluster, String namespace) {
        String first = BackendUri.parse("etcd://" + cluster.hosts()).hosts().get(0);
        return new ProxyLine("etcd", Integer.parseInt(first.substring(first.indexOf(':') + 1)), namespace, "");
    }
}
