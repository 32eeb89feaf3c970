/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.testkit.server.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Handle of a candidate process in the process that measures. The candidate process executes orders one after the
 * other; events of one kind and key arrive in their order. Thread-safe, except for sending orders.
 */
public final class CandidateProcess implements AutoCloseable {
    /** The file in the process's folder where {@link #standRepeatedly} records terms. */
    static final String HISTORY = "history.jsonl";

    private static final int LIMIT_MILLIS = 30_000;

    private final ServerProcess process;
    private final Socket line;
    private final OutputStream orders;
    private final Map<String, CompletableFuture<PeerEvent>> awaited = new ConcurrentHashMap<>();
    private final CompletableFuture<PeerEvent> started = new CompletableFuture<>();
    private final AtomicLong questions = new AtomicLong();
    private final long startNanos;
    private volatile Consumer<PeerEvent> listener = event -> {};

    private CandidateProcess(ServerProcess process, Socket line, long startNanos) throws IOException {
        this.process = process;
        this.line = line;
        this.startNanos = startNanos;
        line.setTcpNoDelay(true);
        this.orders = line.getOutputStream();
    }

    /**
     * Starts a process and waits until it reports that it has started.
     *
     * @throws IllegalStateException if it does not start in time; the message has the last lines of its log
     */
    public static CandidateProcess start(CandidateProcessSpec spec) {
        try (ServerSocket serverSocket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serverSocket.setSoTimeout(LIMIT_MILLIS);
            ServerProcess process = spec.process(serverSocket.getLocalPort());
            long start = System.nanoTime();
            process.start();
            try {
                CandidateProcess handle = new CandidateProcess(process, serverSocket.accept(), start);
                handle.listen();
                handle.await(handle.started);
                return handle;
            } catch (SocketTimeoutException silent) {
                List<String> last = process.lastLines(8);
                process.kill();
                throw new IllegalStateException(
                        "a process of candidates does not start:\n" + String.join("\n", last), silent);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void listen() {
        Thread reader = new Thread(this::read, "events-" + process.name());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                take(PeerEvent.parse(text));
            }
        } catch (IOException ended) {
            // reported below
        }
        IllegalStateException gone = new IllegalStateException(process.name() + " has ended");
        started.completeExceptionally(gone);
        awaited.values().forEach(each -> each.completeExceptionally(gone));
    }

    private void take(PeerEvent event) {
        switch (event.kind()) {
            case STARTED -> started.complete(event);
            case FAILED -> {
                IllegalStateException failure =
                        new IllegalStateException(process.name() + ": " + String.join(" ", event.details()));
                future(Kind.DONE, event.key()).completeExceptionally(failure);
                future(Kind.WON, event.key()).completeExceptionally(failure);
            }
            default -> future(event.kind(), event.key()).complete(event);
        }
        listener.accept(event);
    }

    /** Sets the listener of all further events. The thread that reads events calls it. */
    public void listen(Consumer<PeerEvent> everything) {
        listener = everything;
    }

    /** When the start of the process was requested, on the monotonic clock. */
    public long startNanos() {
        return startNanos;
    }

    /** Returns a future that completes with the first event of a kind and key. */
    public CompletableFuture<PeerEvent> future(Kind kind, String key) {
        return awaited.computeIfAbsent(kind + " " + key, name -> new CompletableFuture<>());
    }

    /** Opens connections. They are numbered from 0. */
    public void open(int connections) {
        ask("open", Integer.toString(connections));
    }

    /** Enters an election. The key must be new; it identifies the candidate from now on. */
    public void enter(String key, int connection, String election) {
        send("enter " + key + " " + connection + " " + election + " " + key);
    }

    /** Waits for the win of a candidate. */
    public PeerEvent awaitWin(String key) {
        return await(Kind.WON, key);
    }

    /** Waits for the first event of a kind and key. */
    public PeerEvent await(Kind kind, String key) {
        return await(future(kind, key));
    }

    /**
     * Makes a candidate leave in good order. The detail of the next {@link Kind#DONE} of its key is the time when the
     * library was called.
     */
    public void leave(String key) {
        forget(key);
        send("leave " + key);
    }

    /** Follows an election. Its leaders arrive as events of that key. */
    public void follow(String key, int connection, String election) {
        send("follow " + key + " " + connection + " " + election);
        await(Kind.DONE, key);
    }

    /** Starts to sample whether a candidate leads. Its answers and its writes arrive as events. */
    public void sample(String key, Duration pause) {
        forget(key);
        send("sample " + key + " " + TimeUnit.NANOSECONDS.toMicros(pause.toNanos()));
        await(Kind.DONE, key);
    }

    /** Stops what {@link #sample} started, and returns after the last answers have arrived. */
    public void stopSampling(String key) {
        forget(key);
        send("stop-sampling " + key);
        await(Kind.DONE, key);
    }

    /**
     * Makes candidates of Election4j stand in elections repeatedly and record their terms. Each win arrives as an event
     * whose key is the election's name.
     */
    public void standRepeatedly(List<String> elections, long seed, InjectedDefect defect) {
        ask("roam", Long.toString(seed), process.name(), defect.name(), String.join(",", elections));
    }

    /** The file where {@link #standRepeatedly} records terms. */
    public Path history() {
        return process.directory().resolve(HISTORY);
    }

    /** Measures the threads and the heap of the process. */
    public Footprint footprint() {
        return Footprint.of(ask("footprint"));
    }

    /** Measures the nanoseconds that a candidate needs to answer that it leads, in several batches. */
    public List<Double> timeAnswers(String key) {
        return ask("time-answers", key).details().stream()
                .map(picos -> Long.parseLong(picos) / 1e3)
                .toList();
    }

    /** Removes the answer to an earlier order with the same key. */
    private void forget(String key) {
        awaited.remove(Kind.DONE + " " + key);
    }

    private PeerEvent ask(String order, String... more) {
        String key = "question-" + questions.incrementAndGet();
        send(order + " " + key + (more.length == 0 ? "" : " " + String.join(" ", more)));
        return await(Kind.DONE, key);
    }

    private synchronized void send(String order) {
        try {
            orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(process.name() + " has ended", gone);
        }
    }

    private PeerEvent await(CompletableFuture<PeerEvent> event) {
        return await(event, Duration.ofMillis(LIMIT_MILLIS));
    }

    /**
     * Waits for an event.
     *
     * @throws IllegalStateException if it does not come in time, or the process has ended
     */
    public static PeerEvent await(CompletableFuture<PeerEvent> event, Duration patience) {
        try {
            return event.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("nothing has happened for " + patience.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    Objects.requireNonNullElse(failed.getCause(), failed).getMessage(), failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ending);
        }
    }

    /** The operating system's process, to kill or freeze it. */
    public ServerProcess process() {
        return process;
    }

    /** Kills the process without a graceful stop. */
    @Override
    public void close() {
        process.kill();
        try {
            line.close();
        } catch (IOException gone) {
            // the process is gone, as intended
        }
    }
}
