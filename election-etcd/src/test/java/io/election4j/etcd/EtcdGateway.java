/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Implements a faulty proxy for an etcd server: it loses the answer to a request, or holds a request back and delivers
 * it much later, and sends the client the status that a test sets. Thread-safe.
 */
final class EtcdGateway implements AutoCloseable {
    private static final int MANY = Integer.MAX_VALUE;

    private final ManagedChannel upstream;
    private final Server server;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Refusal refusal;

    /** Describes requests that do not reach the service, and the status in place of their answers. */
    private record Refusal(BiPredicate<String, byte[]> concerns, Status told) {}

    /** Describes the fault of the next matching request. */
    private record Fault(BiPredicate<String, byte[]> concerns, Status told, @Nullable Held held) {}

    /** Represents a request that has not been delivered. */
    static final class Held {
        private volatile @Nullable Runnable delivery;

        /** Whether a request has been held back. */
        boolean isCaught() {
            return delivery != null;
        }

        /** Delivers it to the service, and waits for the answer, which no client receives. */
        void deliver() {
            java.util.Objects.requireNonNull(delivery).run();
        }
    }

    EtcdGateway(int target) {
        upstream = NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), target))
                .usePlaintext()
                .directExecutor()
                .build();
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .directExecutor()
                    .permitKeepAliveTime(1, java.util.concurrent.TimeUnit.SECONDS)
                    .fallbackHandlerRegistry(new Everything())
                    .build()
                    .start();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String uri(String namespace, Duration ttl) {
        return "etcd://127.0.0.1:" + server.getPort() + "/" + namespace + "?ttl=" + ttl.toMillis() + "ms";
    }

    /** Matches the requests that create the key of a candidate. */
    static BiPredicate<String, byte[]> entering(String candidateId) {
        return (method, request) ->
                method.endsWith("KV/Txn") && new String(request, StandardCharsets.ISO_8859_1).contains(candidateId);
    }

    /** Lets the next matching request reach the service, and replaces the answer by the given status. */
    void loseAnswer(BiPredicate<String, byte[]> concerns, Status told) {
        faults.add(new Fault(concerns, told, null));
    }

    /** Holds the next matching request back, and answers it with the given status. */
    Held hold(BiPredicate<String, byte[]> concerns, Status told) {
        Held held = new Held();
        faults.add(new Fault(concerns, told, held));
        return held;
    }

    /** Answers every request with the given status; none reaches the service. */
    void refuseAll(Status told) {
        refuse((method, request) -> true, told);
    }

    /** Answers every matching request with the given status; none reaches the service. */
    void refuse(BiPredicate<String, byte[]> concerns, Status told) {
        refusal = new Refusal(concerns, told);
    }

    /** Lets every request reach the service again. */
    void refuseNone() {
        refusal = null;
    }

    private @Nullable Fault faultFor(String method, byte[] request) {
        Fault next = faults.stream()
                .filter(fault -> fault.concerns.test(method, request))
                .findFirst()
                .orElse(null);
        return next != null && faults.remove(next) ? next : null;
    }

    @Override
    public void close() {
        server.shutdownNow();
        upstream.shutdownNow();
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName(name)
                .setType(type)
                .setRequestMarshaller(Bytes.AS_THEY_ARE)
                .setResponseMarshaller(Bytes.AS_THEY_ARE)
                .build();
    }

    private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
        AS_THEY_ARE;

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            try {
                return message.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private final class Everything extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            ServerCallHandler<byte[], byte[]> handler = (call, headers) -> {
                call.request(MANY);
                return new Forwarding(name, call, headers);
            };
            return ServerMethodDefinition.create(method(name, MethodType.BIDI_STREAMING), handler);
        }
    }

    /** Forwards one call, from its first message on. */
    private final class Forwarding extends ServerCall.Listener<byte[]> {
        private final String name;
        private final ServerCall<byte[], byte[]> down;
        private final Metadata headers;
        private @Nullable ClientCall<byte[], byte[]> up;

        Forwarding(String name, ServerCall<byte[], byte[]> down, Metadata headers) {
            this.name = name;
            this.down = down;
            this.headers = headers;
        }

        @Override
        public void onMessage(byte[] message) {
            Refusal refused = refusal;
            if (refused != null && refused.concerns.test(name, message)) {
                down.close(refused.told, new Metadata());
                return;
            }
            Fault fault = up == null ? faultFor(name, message) : null;
            if (fault == null) {
                upstreamCall().sendMessage(message);
                return;
            }
            Runnable delivery = () -> ClientCalls.blockingUnaryCall(
                    upstream, method(name, MethodType.UNARY), CallOptions.DEFAULT, message);
            if (fault.held == null) {
                new Thread(
                                () -> {
                                    delivery.run();
                                    down.close(fault.told, new Metadata());
                                },
                                "test-gateway")
                        .start();
            } else {
                fault.held.delivery = delivery;
                down.close(fault.told, new Metadata());
            }
        }

        private ClientCall<byte[], byte[]> upstreamCall() {
            ClientCall<byte[], byte[]> call = up;
            if (call == null) {
                call = upstream.newCall(method(name, MethodType.BIDI_STREAMING), CallOptions.DEFAULT);
                up = call;
                call.start(new Answers(down), headers);
                call.request(MANY);
            }
            return call;
        }

        @Override
        public void onHalfClose() {
            if (up != null) {
                up.halfClose();
            }
        }

        @Override
        public void onCancel() {
            if (up != null) {
                up.cancel("the client has gone", null);
            }
        }
    }

    private static final class Answers extends ClientCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> down;

        Answers(ServerCall<byte[], byte[]> down) {
            this.down = down;
        }

        @Override
        public void onHeaders(Metadata headers) {
            down.sendHeaders(headers);
        }

        @Override
        public void onMessage(byte[] message) {
            down.sendMessage(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!down.isCancelled()) {
                down.close(status, trailers);
            }
        }
    }
}
