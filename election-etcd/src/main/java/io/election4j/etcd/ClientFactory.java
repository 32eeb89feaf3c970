/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.backend.credentials.TlsFiles;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Makes jetcd clients whose calls have a time limit and run on one thread of this connection. */
final class ClientFactory {
    /** The minimum of gRPC; a connection that died silently is noticed within the sum of this and the limit. */
    private static final Duration PING_EVERY = Duration.ofSeconds(10);

    private static final Duration PING_LIMIT = Duration.ofSeconds(3);

    /** A namespace with a hundred thousand candidates fits into one answer. */
    private static final int LARGEST_ANSWER = 64 << 20;

    private final EtcdSettings settings;
    private final ExecutorService thread;
    private final Supplier<Duration> limit;

    /** Creates a factory; the limit is read for each new call. */
    ClientFactory(EtcdSettings settings, ExecutorService thread, Supplier<Duration> limit) {
        this.limit = limit;
        this.settings = settings;
        this.thread = thread;
    }

    /**
     * Creates a client, which connects at the first call. Reads the password and the certificates from their files.
     *
     * @param loggedIn whether to log in as the user of the settings, if there is one
     */
    Client open(boolean loggedIn) {
        FrameLog.silence();
        ClientBuilder builder = Client.builder()
                .target(AllAddressesResolver.target(settings.hosts()))
                .executorService(thread)
                .interceptor(new LimitedCalls(limit, thread))
                .connectTimeout(settings.connectTimeout())
                .keepaliveTime(PING_EVERY)
                .keepaliveTimeout(PING_LIMIT)
                .keepaliveWithoutCalls(false) // the service would treat these pings as an attack
                .maxInboundMessageSize(LARGEST_ANSWER)
                .waitForReady(false) // otherwise the cause of a missing connection would stay unknown
                .retryMaxAttempts(1) // only for a token that has expired
                .retryDelay(20)
                .retryMaxDelay(100);
        settings.login().filter(login -> loggedIn).ifPresent(login -> builder.user(bytes(login.username()))
                .password(bytes(login.password())));
        settings.tls().ifPresent(files -> builder.sslContext(sslContext(files)));
        return builder.build();
    }

    private static SslContext sslContext(TlsFiles files) {
        try {
            SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .trustManager(files.trustManager())
                    .sessionTimeout(TlsFiles.SESSION_SECONDS);
            files.keyManager().ifPresent(builder::keyManager);
            return builder.build();
        } catch (SSLException impossible) {
            throw new ElectionException(Kind.INVALID, "this Java cannot speak TLS as gRPC wants it", impossible);
        }
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    /** Sets the time limit of every call but watches, which have none. */
    private record LimitedCalls(Supplier<Duration> limit, ExecutorService thread) implements ClientInterceptor {
        private static final String WATCH = "etcdserverpb.Watch";

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(
                MethodDescriptor<Q, A> method, CallOptions options, Channel channel) {
            CallOptions ours = options.withExecutor(thread);
            return channel.newCall(
                    method,
                    WATCH.equals(method.getServiceName())
                            ? ours
                            : ours.withDeadlineAfter(limit.get().toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
