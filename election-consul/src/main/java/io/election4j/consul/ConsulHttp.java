/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.BackendThreads;
import io.election4j.backend.credentials.SecretFile;
import io.election4j.consul.CallFailure.Reason;
import io.election4j.runtime.Failures;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests over HTTP and brings the answers to the loop. Never repeats a request, because only the caller knows
 * whether that is harmless. Sends the token in a header, never in an address, which logs show. Uses no proxy,
 * authenticator or selector of the JVM: only the URI determines the target of requests.
 */
final class ConsulHttp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsulHttp.class);

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String INDEX = "X-Consul-Index";
    private static final String TOKEN = "X-Consul-Token";
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);
    private static final int IDLE_CONNECTIONS = 3;

    /** A watch waits for long, and must not wait so long for an address that does not answer. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(1);

    /** The time after the limit of a call by which the client has reported the timeout. */
    private static final Duration LATE = Duration.ofMillis(500);

    /** The kind of a request: requests of one kind never wait for those of another. */
    enum Lane {
        /** Signs of life and proofs of ownership: few and urgent. */
        PULSE(6),
        /** Requests that thousands of campaigns may send at the same time. */
        ORDERS(6),
        /** Requests that the agent answers when something changes. */
        WATCHES(16);

        private final int atOnce;

        Lane(int atOnce) {
            this.atOnce = atOnce;
        }
    }

    /** Describes one request. */
    record Order(Lane lane, String method, String url, String body, Duration limit) {}

    /** Holds a reply of any status. */
    record Reply(int status, String body, long index) {
        boolean isOk() {
            return status == 200;
        }

        boolean isAbsence() {
            return status == 404;
        }
    }

    /** Decodes a reply, on a thread of the HTTP client. */
    interface Decoder<T> {
        T decode(Reply reply) throws IOException;
    }

    private final BackendThreads threads;
    private final Optional<SecretFile> token;
    private final HttpThreads executor = new HttpThreads();
    private final AtomicBoolean hasComplained = new AtomicBoolean();
    private volatile String latestToken = "";
    private final Map<Lane, OkHttpClient> lanes = new EnumMap<>(Lane.class);

    ConsulHttp(ConsulSettings settings, BackendThreads threads) {
        this.threads = threads;
        this.token = settings.token();
        // No limits except that of the whole call, which each request sets, and of a connection, which follows from it.
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new DirectSockets())
                // Addresses at the same time need threads of the whole process, which are never replaced when one
                // cannot be started.
                .fastFallback(false)
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
        Dispatcher dispatcher = new Dispatcher(executor.service());
        dispatcher.setMaxRequests(lane.atOnce);
        dispatcher.setMaxRequestsPerHost(lane.atOnce);
        return shared.newBuilder().dispatcher(dispatcher).build();
    }

    /**
     * Runs on a thread of the client, because it reads the file. Every exception becomes a failure of the request: the
     * client would pass it to the thread's handler, which prints texts that may contain the token.
     */
    private Response withToken(Interceptor.Chain chain) throws IOException {
        try {
            return chain.withConnectTimeout(connectLimit(chain), TimeUnit.MILLISECONDS)
                    .proceed(authorized(chain.request()));
        } catch (RuntimeException | Error unexpected) {
            throw new UnusableReply(complain(unexpected));
        }
    }

    /** Half of the call's limit, so that the second address of a name is tried within the same call. In milliseconds. */
    private static int connectLimit(Interceptor.Chain chain) {
        long half = TimeUnit.NANOSECONDS.toMillis(chain.call().timeout().timeoutNanos()) / 2;
        return (int) Math.max(1, Math.min(half, LONGEST_CONNECT.toMillis()));
    }

    private Request authorized(Request request) throws UnusableReply {
        if (token.isEmpty()) {
            return request;
        }
        String secret = token.get().value();
        latestToken = secret;
        try {
            return request.newBuilder().header(TOKEN, secret).build();
        } catch (IllegalArgumentException containsTheToken) {
            throw new UnusableReply(new CallFailure(Reason.UNSENDABLE_TOKEN, ""));
        }
    }

    /** The token of the latest request; empty without one. */
    String latestToken() {
        return latestToken;
    }

    private OkHttpClient clientOf(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    /** Sends a request and calls exactly one of the two consumers, on the loop; a cancelled request is a failure. */
    <T> Call send(Order order, Decoder<T> decoder, Consumer<T> onReply, Consumer<CallFailure> onFailure) {
        Request.Builder request = new Request.Builder().url(order.url);
        if (!order.method.equals("GET")) {
            request.method(order.method, RequestBody.create(order.body, JSON));
        }
        Call call = clientOf(order.lane).newCall(request.build());
        call.timeout().timeout(order.limit.toNanos(), TimeUnit.NANOSECONDS);
        Answer<T> answer = new Answer<>(call, order.limit, decoder, onReply, onFailure);
        try {
            call.enqueue(answer);
        } catch (RuntimeException | Error unexpected) {
            answer.fail(complain(unexpected));
        }
        return call;
    }

    /** Logs the first unexpected exception with its stack trace, so that a library of a wrong version is noticed. */
    private CallFailure complain(Throwable unexpected) {
        String name = unexpected.getClass().getName();
        if (unexpected instanceof OutOfMemoryError) {
            return new CallFailure(Reason.OUT_OF_MEMORY, "thread or memory");
        }
        if (hasComplained.compareAndSet(false, true)) {
            Failures.log(
                    readable -> log.error(
                            "the HTTP client failed in a way that it should not; more of this kind is not logged",
                            readable),
                    unexpected);
        }
        return new CallFailure(Reason.CLIENT, name);
    }

    /** Reports the outcome of one request exactly once, whatever the client does. */
    private final class Answer<T> implements Callback {
        private final Call call;
        private final Decoder<T> decoder;
        private final Consumer<T> onReply;
        private final Consumer<CallFailure> onFailure;
        private final BackendThreads.Timer timer;
        private boolean told;

        Answer(Call call, Duration limit, Decoder<T> decoder, Consumer<T> onReply, Consumer<CallFailure> onFailure) {
            this.call = call;
            // The client enforces the limit on a thread of the whole process, which an OutOfMemoryError may have ended.
            this.timer = threads.after(limit.plus(LATE), this::expire);
            this.decoder = decoder;
            this.onReply = onReply;
            this.onFailure = onFailure;
        }

        @Override
        public void onFailure(Call failed, IOException reason) {
            fail(CallFailure.of(reason, failed.request().url().host()));
        }

        @Override
        public void onResponse(Call answered, Response response) {
            try (response) {
                String index = response.header(INDEX, "0");
                T decoded = decoder.decode(new Reply(
                        response.code(), response.body().string(), index == null ? 0 : Long.parseUnsignedLong(index)));
                tell(() -> onReply.accept(decoded));
            } catch (IOException broken) {
                onFailure(answered, broken);
            } catch (IllegalArgumentException unreadable) {
                fail(new CallFailure(Reason.NOT_CONSUL, ""));
            } catch (RuntimeException | Error unexpected) {
                fail(complain(unexpected));
            }
        }

        void fail(CallFailure failure) {
            tell(() -> onFailure.accept(failure));
        }

        private void expire() {
            fail(new CallFailure(Reason.NO_ANSWER, ""));
            call.cancel();
        }

        private void tell(Runnable outcome) {
            threads.run(() -> {
                if (!told) {
                    told = true;
                    timer.cancel();
                    outcome.run();
                }
            });
        }
    }

    /** Cancels all requests that are under way. */
    @Override
    public void close() {
        for (OkHttpClient lane : lanes.values()) {
            lane.dispatcher().cancelAll();
            lane.connectionPool().evictAll(); // all share one pool, so once would suffice
        }
        executor.close();
    }
}
