/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.BackendUri;
import io.election4j.testkit.FrailLine;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.FaultProxy;
import java.time.Duration;

/** A line to one server that loses what the server answers. */
final class FrailProxy implements FrailLine {
    private final FaultProxy proxy;
    private final String namespace;

    private FrailProxy(int port, String namespace) {
        this.proxy = new FaultProxy(port);
        this.namespace = namespace;
    }

    /** Leads to the first server. */
    static FrailProxy before(EtcdCluster cluster, String namespace) {
        String first = BackendUri.parse("etcd://" + cluster.hosts()).hosts().get(0);
        return new FrailProxy(Integer.parseInt(first.substring(first.indexOf(':') + 1)), namespace);
    }

    @Override
    public String uri(Duration ttl) {
        return "etcd://127.0.0.1:" + proxy.port() + "/" + namespace + "?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    public void loseReplies() {
        proxy.stallAnswers();
    }

    @Override
    public void cut() {
        proxy.cut();
    }

    @Override
    public void mend() {
        proxy.mend();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
