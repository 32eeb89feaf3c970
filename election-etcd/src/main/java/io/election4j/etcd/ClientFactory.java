/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.support.TlsFiles;
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

/** Makes jetcd clients that never wait without a limit and work on one thread of ours. */
final class ClientFactory {
    /** gRPC goes no lower; a connection that has died silently is noticed within the sum of both. */
    private static final Duration PING_EVERY = Duration.ofSeconds(10);

    private static final Duration PING_LIMIT = Duration.ofSeconds(3);

    /** A namespace with a hundred thousand candidates fits into one answer. */
    private static final int LARGEST_ANSWER = 64 << 20;

    private final EtcdSettings settings;
    private final ExecutorService thread;
    private final Supplier<Duration> limit;

    /** The limit is that of each call that begins. */
    ClientFactory(EtcdSettings settings, ExecutorService thread, Supplier<Duration> limit) {
        this.limit = limit;
        this.settings = settings;
        this.thread = thread;
    }

    /**
     * Connects at the first call; reads the password and the certificates as their files hold them now.
     *
     * @param loggedIn whether the user logs in that the settings name, if they name one
     */
    Client open(boolean loggedIn) {
        FrameLog.sinceLastRenewal();
        ClientBuilder builder = Client.builder()
                .target(AllAddressesResolver.target(settings.hosts()))
                .executorService(thread)
                .interceptor(new LimitedCalls(limit, thread))
                .connectTimeout(settings.connectTimeout())
                .keepaliveTime(PING_EVERY)
                .keepaliveTimeout(PING_LIMIT)
                .keepaliveWithoutCalls(false) // the service takes it for an attack
                .maxInboundMessageSize(LARGEST_ANSWER)
                .waitForReady(false) // else nobody would learn why there is no connection
                .retryMaxAttempts(1) // only for a password that the service wants to hear again
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

    /** Ends every call in time but watches, which go on for as long as somebody wants to know. */
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
