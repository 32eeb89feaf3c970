/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.BackendThreads.Timer;
import io.election4j.etcd.CallFailure.Reason;
import io.etcd.jetcd.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the service, with a time limit. Replaces a client that gets no answer for a while, because gRPC
 * waits longer before each new attempt to connect; leases and keys do not belong to a connection. Lives on the loop.
 */
final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final EtcdSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final ThreadPoolExecutor calls = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Connection::daemon, Connection::drop);
    private final ClientFactory factory;
    private final List<Runnable> reopenListeners = new ArrayList<>();

    private CompletableFuture<Client> client;
    private long openedAt;
    private long lastAnswer;
    private @Nullable CallFailure trouble;
    private volatile boolean warm;
    private volatile boolean loggedIn = true;
    private boolean unexpectedTold;
    private boolean closed;

    Connection(EtcdSettings settings, BackendThreads threads, LongSupplier clock) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.factory = new ClientFactory(settings, calls, this::limit);
        this.client = open();
        this.openedAt = clock.getAsLong();
        this.lastAnswer = openedAt;
    }

    /** Sends a request once; after a failure, it may be unknown whether it took effect. */
    <T> void ask(Function<Client, CompletableFuture<T>> call, Consumer<T> done, Consumer<CallFailure> failed) {
        new Question<>(1, call, done, failed).begin();
    }

    /** Sends a request that may be sent twice: tries another server if the first does not answer soon. */
    <T> void askTwice(Function<Client, CompletableFuture<T>> call, Consumer<T> done, Consumer<CallFailure> failed) {
        new Question<>(2, call, done, failed).begin();
    }

    /** Passes the present client to code whose state lives as long as the client. */
    void use(Consumer<Client> user, Consumer<CallFailure> failed) {
        var unused = client.thenAcceptAsync(user, calls).exceptionally(error -> {
            threads.run(() -> failed.accept(CallFailure.of(error)));
            return null;
        });
    }

    /** Adds a listener that is called when the client is replaced, on the loop. */
    void onReopen(Runnable listener) {
        reopenListeners.add(listener);
    }

    /** How long requests have had no answer; zero if the last one had one. */
    Duration downtime() {
        return trouble == null ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - lastAnswer);
    }

    /** Why the last request got no answer; empty if it got one. */
    Optional<CallFailure> trouble() {
        return Optional.ofNullable(trouble);
    }

    void tick() {
        long limit = Math.max(limit().toNanos() * 2, SHORTEST_PATIENCE.toNanos());
        long now = clock.getAsLong();
        if (!closed && downtime().toNanos() > limit && now - openedAt > limit) {
            reopen();
        }
    }

    private void reopen() {
        CompletableFuture<Client> old = client;
        client = open();
        openedAt = clock.getAsLong();
        retire(old);
        reopenListeners.forEach(Runnable::run);
    }

    /**
     * Switches the login on or off as the service requires, so that authentication can be switched while elections are
     * held: with authentication switched off, the service refuses a login, and with authentication switched on, a
     * client without one.
     *
     * @return whether the same request may succeed now; the service has not carried it out
     */
    private boolean logInAsWanted(CallFailure failure, CompletableFuture<Client> asked) {
        boolean wanted = failure.is(Reason.LOGIN_WANTED);
        if (settings.login().isEmpty() || closed || !(wanted || failure.is(Reason.LOGIN_NOT_WANTED))) {
            return false;
        }
        if (asked == client && loggedIn != wanted) {
            log.info("{} {}", settings.hosts(), wanted ? "wants a login" : "has authentication switched off");
            loggedIn = wanted;
            reopen();
        }
        return asked != client;
    }

    /** Any thread; blocks for up to 1 s. */
    void close() {
        threads.run(() -> closed = true);
        retire(client);
        calls.shutdown();
        try {
            if (!calls.awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
                calls.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            calls.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "election-etcd-client");
        thread.setDaemon(true);
        return thread;
    }

    /** Drops a task after the end, when no caller waits for an answer; gRPC does not tolerate a rejected task. */
    private static void drop(Runnable task, ThreadPoolExecutor ended) {}

    private CompletableFuture<Client> open() {
        return CompletableFuture.supplyAsync(() -> factory.open(loggedIn), calls);
    }

    /** Closes a client on its own thread; otherwise it would try to restore its watches during the close. */
    private void retire(CompletableFuture<Client> old) {
        var unused = old.thenAcceptAsync(Client::close, calls);
    }

    /** The time limit of an answer; longer for the first one, because a connection must be made and code loaded. */
    Duration limit() {
        Duration usual = settings.callLimit();
        return warm || settings.connectTimeout().compareTo(usual) < 0 ? usual : settings.connectTimeout();
    }

    /** The disconnection of a replaced client says nothing about the service; the reason for the replacement does. */
    private CallFailure failureOf(Throwable error, CompletableFuture<Client> asked) {
        CallFailure failure = CallFailure.of(error);
        if (asked == client || !failure.is(Reason.DISCONNECTED)) {
            return failure;
        }
        return trouble == null ? CallFailure.overdue() : trouble;
    }

    private void answered() {
        warm = true;
        lastAnswer = clock.getAsLong();
        trouble = null;
    }

    private void unanswered(CallFailure failure) {
        if (failure.isAnswer()) {
            answered();
        } else if (trouble == null || !failure.is(Reason.OVERDUE)) {
            trouble = failure; // an earlier cause says more than a timeout
        }
    }

    /** Logs a failure that only a change of the program or its machine can repair, once and with its stack trace. */
    private void tellIfUnexpected(CallFailure failure, Throwable error) {
        if (!unexpectedTold && !closed && (failure.is(Reason.CLASS_PATH) || failure.is(Reason.CLIENT))) {
            unexpectedTold = true;
            log.error("the client for etcd at {} failed; attempts go on", settings.hosts(), error);
        }
    }

    /** Represents one request and the number of attempts left. */
    private final class Question<T> {
        private final Function<Client, CompletableFuture<T>> call;
        private final Consumer<T> done;
        private final Consumer<CallFailure> failed;
        private final List<Timer> timers = new ArrayList<>();
        private int left;
        private int underWay;
        private boolean over;

        Question(
                int times,
                Function<Client, CompletableFuture<T>> call,
                Consumer<T> done,
                Consumer<CallFailure> failed) {
            this.left = times;
            this.call = call;
            this.done = done;
            this.failed = failed;
        }

        void begin() {
            Duration limit = limit();
            timers.add(threads.after(limit, () -> fail(CallFailure.overdue())));
            timers.add(threads.after(limit.dividedBy(3), this::put));
            put();
        }

        private void put() {
            if (over || left == 0) {
                return;
            }
            left--;
            underWay++;
            CompletableFuture<Client> asked = client;
            var unused = asked.thenComposeAsync(call, calls)
                    .whenComplete((answer, error) -> threads.run(() -> {
                        if (error == null) {
                            succeed(answer);
                        } else {
                            onFailure(error, asked);
                        }
                    }));
        }

        private void onFailure(Throwable error, CompletableFuture<Client> asked) {
            CallFailure failure = failureOf(error, asked);
            tellIfUnexpected(failure, error);
            underWay--;
            if (!over && logInAsWanted(failure, asked)) {
                left++;
                put();
            } else if (!over && failure.isTransient() && left > 0) {
                put();
            } else if (!failure.isTransient() || underWay == 0) {
                fail(failure);
            }
        }

        private void succeed(T answer) {
            if (finish()) {
                answered();
                done.accept(answer);
            }
        }

        private void fail(CallFailure failure) {
            if (finish()) {
                log.debug("no answer from {}: {}", settings.hosts(), failure);
                unanswered(failure);
                failed.accept(failure);
            }
        }

        private boolean finish() {
            boolean first = !over;
            over = true;
            timers.forEach(Timer::cancel);
            return first;
        }
    }
}
