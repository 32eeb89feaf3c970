/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.etcd.CallFailure.Reason;
import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.BackendThreads.Timer;
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
 * Asks the service, within a time limit. A client that gets no answer for a while is replaced by a new one, because gRPC
 * waits longer and longer before it connects again; leases and keys do not belong to a connection. Lives on the loop.
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

    /** Asks once; after a failure, whether it took effect may be unknown. */
    <T> void ask(Function<Client, CompletableFuture<T>> call, Consumer<T> done, Consumer<CallFailure> failed) {
        new Question<>(1, call, done, failed).begin();
    }

    /** Asks what may be asked twice: another server is tried when the first does not answer soon. */
    <T> void askTwice(Function<Client, CompletableFuture<T>> call, Consumer<T> done, Consumer<CallFailure> failed) {
        new Question<>(2, call, done, failed).begin();
    }

    /** Hands the present client to what lives as long as it does. */
    void use(Consumer<Client> user, Consumer<CallFailure> failed) {
        var unused = client.thenAcceptAsync(user, calls).exceptionally(error -> {
            threads.run(() -> failed.accept(CallFailure.of(error)));
            return null;
        });
    }

    /** Hears of a new client, on the loop. */
    void onReopen(Runnable listener) {
        reopenListeners.add(listener);
    }

    /** How long there has been no answer although there were questions. */
    Duration downtime() {
        return trouble == null ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - lastAnswer);
    }

    /** Why the last question got no answer; empty if it got one. */
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
     * A service with authentication switched off refuses whoever logs in, and with authentication switched on whoever does
     * not: so that it can be switched while elections are held, we do as the service wants.
     *
     * @return whether the same question may be answered now; the service has not acted on it
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

    /** Any thread; may block for a moment. */
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

    /** After the end, when nobody waits for an answer any more; gRPC cannot bear a refusal. */
    private static void drop(Runnable task, ThreadPoolExecutor ended) {}

    private CompletableFuture<Client> open() {
        return CompletableFuture.supplyAsync(() -> factory.open(loggedIn), calls);
    }

    /** On the thread of the client, which else would go on to mend its watches while it is being closed. */
    private void retire(CompletableFuture<Client> old) {
        var unused = old.thenAcceptAsync(Client::close, calls);
    }

    /** How long an answer may take: the first one longer, because there is a connection to be made and code to load. */
    Duration limit() {
        Duration usual = settings.callLimit();
        return warm || settings.connectTimeout().compareTo(usual) < 0 ? usual : settings.connectTimeout();
    }

    /** The end of a client that we have replaced tells nothing about the service; why we did so tells it. */
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
            trouble = failure; // a cause says more than the silence after it
        }
    }

    /** What only a change of the program or its machine can mend is told once, with all that helps to find it. */
    private void tellIfUnexpected(CallFailure failure, Throwable error) {
        if (!unexpectedTold && !closed && (failure.is(Reason.CLASS_PATH) || failure.is(Reason.CLIENT))) {
            unexpectedTold = true;
            log.error("the client for etcd at {} failed; attempts go on", settings.hosts(), error);
        }
    }

    /** One question and how often it is still put. */
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
