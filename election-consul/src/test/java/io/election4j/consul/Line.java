/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.FrailLine;
import io.election4j.testkit.server.FaultProxy;
import java.time.Duration;

/** A way to one server that can be broken. */
final class Line implements FrailLine {
    private final FaultProxy proxy;
    private final String options;

    Line(int port, String options) {
        this.proxy = new FaultProxy(port);
        this.options = options;
    }

    @Override
    public String uri(Duration ttl) {
        return "consul://127.0.0.1:" + proxy.port() + "/rules?ttl=" + ttl.toMillis() + "ms" + options;
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
