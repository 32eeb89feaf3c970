/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.AsyncCandidate;
import io.election4j.Candidate;
import io.election4j.Term;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the users' code that leads, and knows on which threads: who leads must not be made to wait for its own end. */
final class LeaderThreads {
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    boolean includeCurrent() {
        return running.contains(Thread.currentThread());
    }

    /** Leads on a thread of its own for each term. */
    Leadership threaded(String election, Candidate candidate) {
        Presence presence = new Presence();
        return new Leadership() {
            @Override
            public void begin(Term term, Consumer<@Nullable Throwable> ended) {
                Thread thread = new Thread(
                        () -> ended.accept(presence.during(() -> candidate.lead(term))), "leader-" + election);
                // A leader that never returns must not keep the process alive.
                thread.setDaemon(true);
                thread.start();
            }

            @Override
            public boolean includesCurrentThread() {
                return presence.isHere();
            }
        };
    }

    /** Has terms begun on threads of others, and waits for their ends on none. */
    Leadership async(Executor others, AsyncCandidate candidate) {
        Presence presence = new Presence();
        return new Leadership() {
            @Override
            public void begin(Term term, Consumer<@Nullable Throwable> ended) {
                others.execute(() -> {
                    Throwable failure = presence.during(() -> endWith(candidate.lead(term), ended));
                    if (failure != null) {
                        ended.accept(failure);
                    }
                });
            }

            @Override
            public boolean includesCurrentThread() {
                return presence.isHere();
            }
        };
    }

    private static void endWith(@Nullable CompletionStage<?> stage, Consumer<@Nullable Throwable> ended) {
        var unused = Objects.requireNonNull(stage, "lead() has returned no stage")
                .whenComplete((result, failure) -> ended.accept(cause(failure)));
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }

    /** What a user has given us to run. */
    private interface UserCode {
        void run() throws Exception;
    }

    /** Which thread is in one candidate's code, if any. */
    private final class Presence {
        private volatile @Nullable Thread here;

        boolean isHere() {
            return Thread.currentThread() == here;
        }

        /** Runs it, and returns what it throws. */
        @Nullable
        Throwable during(UserCode code) {
            here = Thread.currentThread();
            running.add(Thread.currentThread());
            try {
                code.run();
                return null;
            } catch (Throwable thrown) {
                return thrown;
            } finally {
                running.remove(Thread.currentThread());
                here = null;
            }
        }
    }
}
