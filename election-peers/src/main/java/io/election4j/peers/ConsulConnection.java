/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import com.google.common.net.HostAndPort;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.KeyValueClient;
import org.kiwiproject.consul.SessionClient;
import org.kiwiproject.consul.model.ConsulResponse;
import org.kiwiproject.consul.model.kv.Value;
import org.kiwiproject.consul.option.ImmutableQueryOptions;

/**
 * Two clients of consul-client: one for calls that are answered at once, one for blocking queries, because the timeout
 * of a client applies to all of its calls. Thread-safe; throws {@code ConsulException} when a call fails.
 */
final class ConsulConnection implements AutoCloseable {
    private static final long CONNECT_MILLIS = 2_000;
    private static final long CALL_MILLIS = 5_000;
    private static final Duration WAIT = Duration.ofSeconds(60);
    /** Consul adds up to a sixteenth to the time that a query waits. */
    private static final long QUERY_MILLIS = WAIT.toMillis() * 17 / 16 + CALL_MILLIS;

    /** How long a host that failed is not used. */
    private static final Duration AVOIDED = Duration.ofSeconds(5);

    private static final int MOST_IDLE_CONNECTIONS = 1_000;

    /**
     * The state of a key.
     *
     * @param index after which to wait for a change
     */
    record Sight(Optional<Value> value, BigInteger index) {
        Optional<String> session() {
            return value.flatMap(Value::getSession);
        }

        /** The value if a session holds the lock. */
        Optional<String> holder() {
            return session().isEmpty() ? Optional.empty() : value.flatMap(Value::getValueAsString);
        }
    }

    private final Consul calls;
    private final Consul queries;

    ConsulConnection(List<String> hosts) {
        calls = client(hosts, CALL_MILLIS);
        queries = client(hosts, QUERY_MILLIS);
    }

    private static Consul client(List<String> hosts, long readMillis) {
        Consul.Builder builder = Consul.builder()
                .withPing(false)
                .withConnectTimeoutMillis(CONNECT_MILLIS)
                .withReadTimeoutMillis(readMillis)
                .withWriteTimeoutMillis(CALL_MILLIS)
                .withConnectionPool(new ConnectionPool(MOST_IDLE_CONNECTIONS, 1, TimeUnit.MINUTES));
        List<HostAndPort> addresses =
                hosts.stream().map(HostAndPort::fromString).toList();
        return addresses.size() == 1
                ? builder.withHostAndPort(addresses.get(0)).build()
                : builder.withMultipleHostAndPort(addresses, AVOIDED).build();
    }

    KeyValueClient keys() {
        return calls.keyValueClient();
    }

    SessionClient sessions() {
        return calls.sessionClient();
    }

    /** Reads a key. Waits up to a minute for a change after {@code index}; zero for no waiting. */
    Sight read(String key, BigInteger index) {
        // Reads by prefix, because the library drops the index of a single key that does not exist.
        ConsulResponse<List<Value>> answer = queries.keyValueClient()
                .getConsulResponseWithValues(
                        key,
                        ImmutableQueryOptions.builder()
                                .index(index)
                                .wait(WAIT.toSeconds() + "s")
                                .build());
        // The list is null if there is no key.
        Optional<Value> value =
                Stream.ofNullable(answer.getResponse()).flatMap(List::stream).findFirst();
        return new Sight(value, answer.getIndex());
    }

    /** Cancels the running queries, each with an exception. */
    void cancelQueries() {
        queries.destroy();
    }

    @Override
    public void close() {
        queries.destroy();
        calls.destroy();
    }
}
