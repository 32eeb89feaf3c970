/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives gRPC all addresses of all servers: the client library's own resolver takes only the first address of a name and
 * no IPv6 address. Uses no proxy, because only the URI configures the client. Thread-safe.
 */
final class AllAddressesResolver extends NameResolver {
    /** The beginning of a failure's description if a name has no address; the name follows. */
    static final String UNKNOWN = "no address is known for ";

    private static final String SCHEME = "election4j-etcd";

    private final List<HostAndPort> hosts;
    private final Executor blocking;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean over;
    private @Nullable Listener2 listener;

    private AllAddressesResolver(List<HostAndPort> hosts, Executor blocking) {
        this.hosts = List.copyOf(hosts);
        this.blocking = blocking;
    }

    /** The target of a channel to these servers; each is a host and a port. */
    static String target(List<String> servers) {
        Provider.register();
        try {
            return new URI(SCHEME, "", "/" + String.join(",", servers), null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("not servers: " + servers, impossible);
        }
    }

    /** Returns nothing, because each server is checked by its own name. */
    @Override
    public String getServiceAuthority() {
        return "";
    }

    @Override
    public void start(Listener2 told) {
        listener = told;
        refresh();
    }

    @Override
    public void refresh() {
        boolean literal = hosts.stream().allMatch(host -> InetAddresses.isInetAddress(host.getHost()));
        if (!busy.compareAndSet(false, true)) {
            return;
        }
        if (literal) {
            resolve(); // sends no query
        } else {
            blocking.execute(this::resolve);
        }
    }

    @Override
    public void shutdown() {
        over = true;
    }

    private void resolve() {
        List<EquivalentAddressGroup> addresses = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (HostAndPort host : hosts) {
            try {
                Stream.of(InetAddress.getAllByName(host.getHost()))
                        .forEach(address -> addresses.add(group(host, address)));
            } catch (UnknownHostException none) {
                unknown.add(host.getHost());
            }
        }
        busy.set(false);
        if (!over) {
            StatusOr<List<EquivalentAddressGroup>> found = addresses.isEmpty()
                    ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(UNKNOWN + String.join(", ", unknown)))
                    : StatusOr.fromValue(addresses);
            Objects.requireNonNull(listener)
                    .onResult(ResolutionResult.newBuilder()
                            .setAddressesOrError(found)
                            .build());
        }
    }

    /** Makes a separate group, because gRPC tries the addresses of one group one after the other. */
    private static EquivalentAddressGroup group(HostAndPort host, InetAddress address) {
        return new EquivalentAddressGroup(
                new InetSocketAddress(address, host.getPort()),
                Attributes.newBuilder()
                        .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, host.toString())
                        .build());
    }

    /** Makes resolvers; registered with gRPC as long as the class is loaded. */
    private static final class Provider extends NameResolverProvider {
        private static final AtomicBoolean known = new AtomicBoolean();

        static void register() {
            if (known.compareAndSet(false, true)) {
                NameResolverRegistry.getDefaultRegistry().register(new Provider());
            }
        }

        @Override
        public NameResolver newNameResolver(URI target, Args args) {
            List<HostAndPort> hosts = Stream.of(target.getPath().substring(1).split(","))
                    .map(HostAndPort::fromString)
                    .toList();
            return new AllAddressesResolver(hosts, Objects.requireNonNull(args.getOffloadExecutor()));
        }

        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5; // the usual value; no other provider serves this scheme
        }
    }
}
