/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.testkit.HeldRequests;
import io.election4j.testkit.UnreliableRoute;
import java.time.Duration;
import java.util.UUID;

/** Implements an unreliable route to a service inside this process, which identifies it by the candidate's name. */
public final class MemoryRoute implements UnreliableRoute {
    private final String candidate = "unreliable-" + UUID.randomUUID();
    private final String name;
    private final MemoryService service;

    public MemoryRoute(String name) {
        this.name = name;
        this.service = MemoryService.named(name);
    }

    @Override
    public String candidate() {
        return candidate;
    }

    @Override
    public String uri(Duration ttl) {
        return "memory:" + name + "?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    public void loseReplies() {
        service.loseReplies(candidate);
    }

    @Override
    public void cut() {
        service.cutOff(candidate);
    }

    @Override
    public HeldRequests hold(int passing, int count) {
        return service.hold(candidate, passing, count);
    }

    @Override
    public void mend() {
        service.restore(candidate);
    }

    @Override
    public void close() {
        mend();
    }
}
