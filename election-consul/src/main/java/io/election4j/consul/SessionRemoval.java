/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.support.BackendThreads;
import java.time.Duration;

/** Ends sessions, and tries again until the service is known to have done so. Lives on the loop. */
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

    /** Nobody waits any more than for an agent that may answer: where no agent listens, it is left to the service. */
    void close() {
        closing = true;
    }

    /**
     * Ends one that nobody uses any more; the task runs when that is done. A session names itself, so that a request that
     * arrives late takes nothing from another. Whoever is refused must wait: the session ends by itself, unrenewed.
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
