/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sessions that live as long as they are renewed, whatever happens to the agent. Slow: servers grant 10 s or more, and
 * end a session up to twice that time after its last renewal.
 */
final class SessionKeepAlive implements KeepAlive {
    private Duration sessionTtl;

    SessionKeepAlive(ConsulSettings settings) {
        this.sessionTtl = settings.sessionTtl();
    }

    @Override
    public void prepare(String agent, Consumer<String> then, Consumer<CallFailure> onFailure) {
        then.accept(agent);
    }

    @Override
    public void define(ObjectNode session) {
        session.putArray("NodeChecks"); // without this, the health of the agent would be added
    }

    @Override
    public Duration noticed() {
        return sessionTtl;
    }

    @Override
    public Duration sessionTtl() {
        return sessionTtl;
    }

    @Override
    public boolean adaptTo(CallFailure failure) {
        Duration usual = ConsulSettings.shortestUsualSession();
        if (failure.text().contains("Invalid Session TTL") && sessionTtl.compareTo(usual) < 0) {
            sessionTtl = usual;
            return true;
        }
        return false;
    }

    @Override
    public void beat() {}

    @Override
    public Duration interval() {
        return sessionTtl.dividedBy(3);
    }

    @Override
    public void end(Runnable then) {
        then.run();
    }
}
