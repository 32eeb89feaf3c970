/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.BackendThreads;
import java.time.Duration;

/** Ends sessions, and repeats the request until the service confirms it. Lives on the loop. */
final class SessionRemoval {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final ConsulApi api;
    private final BackendThreads threads;
    private final Duration limit;
    private boolean closing;

    SessionRemoval(ConsulApi api, BackendThreads threads, Duration limit) {
        this.api = api;
        this.threads = threads;
        this.limit = limit;
    }

    /** From now on, gives up if no agent accepts a connection: the sessions then end by themselves. */
    void close() {
        closing = true;
    }

    /**
     * Ends a session that no campaign uses any more; the task runs when that is done or refused. The request names the
     * session, so that a late one does not affect another session. After a refusal the session ends by itself, because
     * it is not renewed.
     */
    void end(Session session, Runnable then) {
        attempt(session, then, new Retry(threads, FIRST_RETRY, LONGEST_RETRY), api.agentCount());
    }

    private void attempt(Session session, Runnable then, Retry retry, int unasked) {
        api.put(api.agent(), "/v1/session/destroy/" + session.id(), "", limit, then, failure -> {
            boolean vain = closing && !failure.mayHaveHappened() && unasked <= 1;
            if (vain || failure.isRefusal() || failure.is(CallFailure.Reason.UNKNOWN_THING)) {
                then.run();
            } else {
                retry.plan(() -> attempt(session, then, retry, unasked - 1));
            }
        });
    }
}
