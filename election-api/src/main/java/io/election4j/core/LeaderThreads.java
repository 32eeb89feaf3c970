/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.AsyncCandidate;
import io.election4j.Candidate;
import io.election4j.runtime.Failures;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the user code that leads, and records its threads: a call from that code must not wait for its own end. */
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
            public void begin(LiveTerm term, Consumer<@Nullable Throwable> ended) {
                Thread thread = new Thread(() -> lead(term, ended), "leader-" + election);
                // A leader that never returns must not keep the process alive.
                thread.setDaemon(true);
                thread.start();
            }

            private void lead(LiveTerm term, Consumer<@Nullable Throwable> ended) {
                try {
                    ended.accept(presence.during(() -> candidate.lead(term)));
                } finally {
                    term.served(); // if memory is too short to report the end, the watchdog reads this
                }
            }

            @Override
            public boolean includesCurrentThread() {
                return presence.isHere();
            }
        };
    }

    /** Begins terms on the threads of an executor, and blocks no thread until they end. */
    Leadership async(Executor others, AsyncCandidate candidate) {
        return new AsyncLeadership(others, candidate);
    }

    private final class AsyncLeadership implements Leadership {
        private final Executor others;
        private final AsyncCandidate candidate;
        private final Presence presence = new Presence();

        /** On the loop. */
        private @Nullable LiveTerm before;

        AsyncLeadership(Executor others, AsyncCandidate candidate) {
            this.others = others;
            this.candidate = candidate;
        }

        /** The dependents of the end of the previous term run first. */
        @Override
        public void begin(LiveTerm term, Consumer<@Nullable Throwable> ended) {
            LiveTerm last = before;
            before = term;
            if (last == null || last.told().isDone()) {
                others.execute(() -> lead(term, ended));
                return;
            }
            last.tellEnd();
            if (last.isUntold()) {
                throw new IllegalStateException("no thread can be had to tell of the end of the term before");
            }
            var unused = last.told()
                    .thenRun(() -> others.execute(() -> lead(term, ended)))
                    .exceptionally(failure -> {
                        ended.accept(Failures.unwrap(failure));
                        return null;
                    });
        }

        private void lead(LiveTerm term, Consumer<@Nullable Throwable> ended) {
            Throwable failure = presence.during(() -> endWith(candidate.lead(term), ended));
            if (failure != null) {
                ended.accept(failure);
            }
        }

        @Override
        public boolean includesCurrentThread() {
            return presence.isHere();
        }
    }

    private static void endWith(@Nullable CompletionStage<?> stage, Consumer<@Nullable Throwable> ended) {
        var unused = Objects.requireNonNull(stage, "lead() has returned no stage")
                .handle((result, failure) -> {
                    ended.accept(failure == null ? null : Failures.unwrap(failure));
                    return null;
                });
    }

    private interface UserCode {
        void run() throws Exception;
    }

    /** Records which thread runs one candidate's code, if one does. */
    private final class Presence {
        private volatile @Nullable Thread here;

        boolean isHere() {
            return Thread.currentThread() == here;
        }

        /** Runs the code, and returns what it throws. */
        @Nullable
        Throwable during(UserCode code) {
            try {
                here = Thread.currentThread();
                running.add(Thread.currentThread());
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
