/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps sessions alive by renewals only, independently of the agent. Slow: servers grant 10 s or more, and end a
 * session up to twice that time after its last renewal. Lives on the loop, but for the notice.
 */
final class SessionKeepAlive implements KeepAlive {
    private final ConsulSettings settings;
    private final ShortestSession granted;
    private final Duration asked;

    SessionKeepAlive(ConsulSettings settings) {
        this.settings = settings;
        this.asked = settings.sessionTtl();
        this.granted = new ShortestSession(asked);
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
    public Duration detectionTime() {
        return granted.ttl();
    }

    @Override
    public Duration sessionTtl() {
        return granted.ttl();
    }

    @Override
    public boolean adaptTo(CallFailure failure) {
        return granted.adaptTo(failure);
    }

    @Override
    public void onSession() {}

    @Override
    public Optional<String> notice() {
        Duration ttl = granted.ttl();
        Duration most = ttl.multipliedBy(2).plus(settings.lockDelayFor(ttl));
        return ttl.equals(asked)
                ? Optional.empty()
                : Optional.of("Consul grants no session shorter than " + BackendUri.written(ttl) + ", where "
                        + BackendUri.written(asked) + " was asked for: a dead leader is replaced after up to "
                        + BackendUri.written(most));
    }

    @Override
    public void beat() {}

    @Override
    public Duration interval() {
        return asked.dividedBy(3);
    }

    @Override
    public void end(Runnable then) {
        then.run();
    }
}
