/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import io.election4j.testkit.HeldRequests;
import io.election4j.testkit.UnreliableRoute;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Implements an unreliable route to a server of this machine by a proxy in front of it. Thread-safe. */
public final class ProxyRoute implements UnreliableRoute {
    private final FaultProxy proxy;
    private final String scheme;
    private final String namespace;
    private final String options;

    /**
     * Opens the route.
     *
     * @param port the server's
     * @param options further options of the URI, each beginning with an ampersand
     */
    public ProxyRoute(String scheme, int port, String namespace, String options) {
        this.proxy = new FaultProxy(port);
        this.scheme = scheme;
        this.namespace = namespace;
        this.options = options;
    }

    @Override
    public String uri(Duration ttl) {
        return scheme + "://127.0.0.1:" + proxy.port() + "/" + namespace + "?ttl=" + ttl.toMillis() + "ms" + options;
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
    public HeldRequests hold(int passing, int count) {
        AtomicInteger came = new AtomicInteger();
        return proxy.hold(request -> {
            int number = came.getAndIncrement();
            return number >= passing && number - passing < count;
        });
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
