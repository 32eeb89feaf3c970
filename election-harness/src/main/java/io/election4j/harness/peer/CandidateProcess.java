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
 * A process of candidates, seen from the process that measures. Orders are obeyed in turn; events of one kind and key
 * come in their order. Thread-safe, but for the sending of orders.
 */
public final class CandidateProcess implements AutoCloseable {
    /** The file, in the process's folder, to which {@link #standRepeatedly} has terms recorded. */
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
     * Starts a process and waits until it has said so.
     *
     * @throws IllegalStateException if it does not in time; with the last lines of its log
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
            // told below
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

    /** Is told every event from now on, on the thread that reads them. */
    public void listen(Consumer<PeerEvent> everything) {
        listener = everything;
    }

    /** When the process was asked for, on the monotonic clock. */
    public long startNanos() {
        return startNanos;
    }

    /** Completes with the first event of a kind about a key. */
    public CompletableFuture<PeerEvent> future(Kind kind, String key) {
        return awaited.computeIfAbsent(kind + " " + key, name -> new CompletableFuture<>());
    }

    /** Opens connections, which are numbered from 0 on. */
    public void open(int connections) {
        ask("open", Integer.toString(connections));
    }

    /** Stands for an election; the key names the candidate from now on, and is new. */
    public void enter(String key, int connection, String election) {
        send("enter " + key + " " + connection + " " + election + " " + key);
    }

    /** The win of a candidate, waited for. */
    public PeerEvent awaitWin(String key) {
        return await(Kind.WON, key);
    }

    /** The first event of a kind about a key, waited for. */
    public PeerEvent await(Kind kind, String key) {
        return await(future(kind, key));
    }

    /**
     * Lets a candidate leave in good order. The next {@link Kind#DONE} of its key says, in its detail, when the library was
     * called.
     */
    public void leave(String key) {
        forget(key);
        send("leave " + key);
    }

    /** Follows an election; the leaders come as events of that key. */
    public void follow(String key, int connection, String election) {
        send("follow " + key + " " + connection + " " + election);
        await(Kind.DONE, key);
    }

    /** Asks a candidate again and again whether it leads; the answers and its writes come as events. */
    public void sample(String key, Duration pause) {
        forget(key);
        send("sample " + key + " " + TimeUnit.NANOSECONDS.toMicros(pause.toNanos()));
        await(Kind.DONE, key);
    }

    /** Ends what {@link #sample} began, and has the last answers told. */
    public void stopSampling(String key) {
        forget(key);
        send("stop-sampling " + key);
        await(Kind.DONE, key);
    }

    /**
     * Lets candidates of ours stand in elections again and again and record their terms; each win comes as an event, under
     * the election's name.
     */
    public void standRepeatedly(List<String> elections, long seed, InjectedDefect defect) {
        ask("roam", Long.toString(seed), process.name(), defect.name(), String.join(",", elections));
    }

    /** Where {@link #standRepeatedly} records. */
    public Path history() {
        return process.directory().resolve(HISTORY);
    }

    /** What the process takes now. */
    public Footprint footprint() {
        return Footprint.of(ask("footprint"));
    }

    /** Nanoseconds that a candidate needs to say that it leads, in several batches. */
    public List<Double> timeAnswers(String key) {
        return ask("time-answers", key).details().stream()
                .map(picos -> Long.parseLong(picos) / 1e3)
                .toList();
    }

    /** The same key has been used by an order before. */
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

    /** The process itself, to be killed and frozen. */
    public ServerProcess process() {
        return process;
    }

    /** Kills the process, whatever it does. */
    @Override
    public void close() {
        process.kill();
        try {
            line.close();
        } catch (IOException gone) {
            // that was the point
        }
    }
}
