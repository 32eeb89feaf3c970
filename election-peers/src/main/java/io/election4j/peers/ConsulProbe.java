/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.ConsulException;

/**
 * Writes through the first agent by consul-client; counts what agents count if they are configured to keep figures for
 * Prometheus. A blocking query counts when it is answered.
 */
final class ConsulProbe implements ServiceProbe {
    private static final long LIMIT_MILLIS = 5_000;
    /**
     * One series for all requests, since Consul 1.9; earlier versions, and some later ones in addition, have one for
     * each path.
     */
    private static final Pattern TOTAL = Pattern.compile("consul_api_http_count");

    private static final Pattern EACH = Pattern.compile("consul_http_.*_count");

    private final List<String> hosts;
    private final HttpPages pages = new HttpPages();
    private final String key = "election4j-probe/" + UUID.randomUUID();
    private final Consul client;
    private long own;
    private boolean used;

    ConsulProbe(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
        client = Consul.builder()
                .withPing(false)
                .withUrl("http://" + hosts.get(0))
                .withConnectTimeoutMillis(LIMIT_MILLIS)
                .withReadTimeoutMillis(LIMIT_MILLIS)
                .withWriteTimeoutMillis(LIMIT_MILLIS)
                .build();
    }

    @Override
    public void commit() {
        used = true;
        own++;
        if (!client.keyValueClient().putValue(key, Long.toString(own))) {
            throw new ConsulException("a value was not put");
        }
    }

    @Override
    public String version() {
        own++;
        return client.agentClient().getAgent().getConfig().getVersion();
    }

    @Override
    public OptionalLong requests() throws IOException {
        long ownBefore = own; // a request is counted once it has been answered
        own += hosts.size();
        long sum = 0;
        for (String host : hosts) {
            Optional<String> page = pages.read("http://" + host + "/v1/agent/metrics?format=prometheus");
            if (page.isEmpty()) {
                return OptionalLong.empty();
            }
            long total = HttpPages.sum(page.get(), TOTAL);
            sum += total > 0 ? total : HttpPages.sum(page.get(), EACH);
        }
        return OptionalLong.of(sum - ownBefore);
    }

    @Override
    public void close() {
        pages.close();
        try {
            if (used) {
                client.keyValueClient().deleteKey(key);
            }
        } catch (ConsulException gone) {
            Remains.left(gone);
        } finally {
            client.destroy();
        }
    }
}
