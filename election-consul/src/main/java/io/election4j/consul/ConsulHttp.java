/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.spi.support.BackendThreads;
import io.election4j.spi.support.SecretFile;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends requests over HTTP and brings the answers to the loop. Nothing is ever sent twice: only who asks knows whether
 * that is harmless. The token travels in a header, never in an address, which logs show.
 */
final class ConsulHttp implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String INDEX = "X-Consul-Index";
    private static final String TOKEN = "X-Consul-Token";
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);
    private static final Duration IDLE_THREAD = Duration.ofSeconds(1);
    private static final int IDLE_CONNECTIONS = 3;

    /** What a request is for: those of one kind never wait for those of another. */
    enum Lane {
        /** Signs of life, and proofs of ownership: few, and in a hurry. */
        PULSE(6),
        /** Whatever thousands of campaigns may want at the same time. */
        ORDERS(6),
        /** Requests that the agent answers when something changes. */
        WATCHES(16);

        private final int atOnce;

        Lane(int atOnce) {
            this.atOnce = atOnce;
        }
    }

    /** One request; a body of null is none. */
    record Order(Lane lane, String method, String url, String body, Duration limit) {}

    /** What came back, whatever the status. */
    record Reply(int status, String body, long index) {
        boolean isOk() {
            return status == 200;
        }

        boolean isAbsence() {
            return status == 404;
        }
    }

    /** Makes sense of a reply, on a thread of the HTTP client. */
    interface Decoder<T> {
        T decode(Reply reply) throws IOException;
    }

    private final BackendThreads threads;
    private final Optional<SecretFile> token;
    private final ExecutorService executor = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_THREAD.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            ConsulHttp::thread);
    private volatile String latestToken = "";
    private final Map<Lane, OkHttpClient> lanes = new EnumMap<>(Lane.class);

    ConsulHttp(ConsulSettings settings, BackendThreads threads) {
        this.threads = threads;
        this.token = settings.token();
        // all limits but the one of the whole call are off: that one each request brings along
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(this::withToken)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .connectionPool(
                        new ConnectionPool(IDLE_CONNECTIONS, IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS));
        settings.tls()
                .ifPresent(
                        files -> builder.sslSocketFactory(files.sslContext().getSocketFactory(), files.trustManager()));
        OkHttpClient shared = builder.build();
        for (Lane lane : Lane.values()) {
            lanes.put(lane, laneOf(shared, lane));
        }
    }

    private OkHttpClient laneOf(OkHttpClient shared, Lane lane) {
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(lane.atOnce);
        dispatcher.setMaxRequestsPerHost(lane.atOnce);
        return shared.newBuilder().dispatcher(dispatcher).build();
    }

    /** On a thread of the client, because the file is looked at. */
    private Response withToken(Interceptor.Chain chain) throws IOException {
        Request.Builder request = chain.request().newBuilder();
        token.ifPresent(file -> {
            String secret = file.value();
            latestToken = secret;
            request.header(TOKEN, secret);
        });
        return chain.proceed(request.build());
    }

    /** The token of the latest request; empty without one. */
    String latestToken() {
        return latestToken;
    }

    private OkHttpClient clientOf(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "election-consul-http");
        thread.setDaemon(true);
        return thread;
    }

    /** Exactly one of the two hears the outcome, on the loop; that of a cancelled request is a failure. */
    <T> Call send(Order order, Decoder<T> decoder, Consumer<T> onReply, Consumer<CallFailure> onFailure) {
        Request.Builder request = new Request.Builder().url(order.url);
        if (!order.method.equals("GET")) {
            request.method(order.method, RequestBody.create(order.body, JSON));
        }
        Call call = clientOf(order.lane).newCall(request.build());
        call.timeout().timeout(order.limit.toNanos(), TimeUnit.NANOSECONDS);
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException reason) {
                threads.run(() -> onFailure.accept(CallFailure.of(reason)));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                threads.run(outcome(response, decoder, onReply, onFailure));
            }
        });
        return call;
    }

    private static <T> Runnable outcome(
            Response response, Decoder<T> decoder, Consumer<T> onReply, Consumer<CallFailure> onFailure) {
        try (response) {
            String index = response.header(INDEX, "0");
            T decoded = decoder.decode(new Reply(
                    response.code(), response.body().string(), index == null ? 0 : Long.parseUnsignedLong(index)));
            return () -> onReply.accept(decoded);
        } catch (UnusableReply unusable) {
            return () -> onFailure.accept(unusable.failure());
        } catch (IOException | IllegalArgumentException broken) {
            CallFailure failure = broken instanceof IOException io
                    ? CallFailure.of(io)
                    : new CallFailure(CallFailure.Reason.OTHER, "something unreadable");
            return () -> onFailure.accept(failure);
        }
    }

    /** Breaks off whatever is under way. */
    @Override
    public void close() {
        for (OkHttpClient lane : lanes.values()) {
            lane.dispatcher().cancelAll();
            lane.connectionPool().evictAll(); // one pool for all; once would do
        }
        executor.shutdown();
    }
}
