/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kiwiproject.consul.ConsulException;
import org.kiwiproject.consul.SessionClient;
import org.kiwiproject.consul.model.session.ImmutableSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session of a connection: created at its first use, and again after Consul has ended the last one. Thread-safe. */
final class ConsulSession {
    private static final Logger LOG = LoggerFactory.getLogger(ConsulSession.class);
    private static final int NO_SUCH_SESSION = 404;

    private final SessionClient sessions;
    private final Duration ttl;
    private final Consumer<String> onEnd;
    private @Nullable String current;

    /** {@code onEnd} receives the id of each session that Consul has ended. */
    ConsulSession(SessionClient sessions, Duration ttl, Consumer<String> onEnd) {
        this.sessions = sessions;
        this.ttl = ttl;
        this.onEnd = onEnd;
    }

    synchronized String id() {
        if (current == null) {
            current = sessions.createSession(ImmutableSession.builder()
                            .name("election4j-peers")
                            .ttl(ttl.toMillis() + "ms")
                            .build())
                    .getId();
        }
        return current;
    }

    void renew() {
        String id = known();
        if (id == null) {
            return;
        }
        try {
            sessions.renewSession(id);
        } catch (ConsulException failed) {
            if (failed.hasCode() && failed.getCode() == NO_SUCH_SESSION) {
                forget(id);
                onEnd.accept(id);
            } else {
                LOG.debug("a session is renewed later", failed);
            }
        }
    }

    private synchronized @Nullable String known() {
        return current;
    }

    private synchronized void forget(String id) {
        if (id.equals(current)) {
            current = null;
        }
    }

    void destroy() {
        String id = known();
        if (id != null) {
            sessions.destroySession(id);
        }
    }
}
