/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.FrailLine;
import io.election4j.testkit.server.FaultProxy;
import java.time.Duration;

/** A proxy in front of one server. */
final class FrailProxy implements FrailLine {
    private final FaultProxy proxy;

    FrailProxy(int serverPort) {
        this.proxy = new FaultProxy(serverPort);
    }

    @Override
    public String uri(Duration ttl) {
        return "zookeeper://127.0.0.1:" + proxy.port() + "/rules?ttl=" + ttl.toMillis() + "ms";
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
