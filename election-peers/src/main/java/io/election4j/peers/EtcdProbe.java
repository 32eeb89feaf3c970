/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes by jetcd; counts messages by the servers' page of metrics. A stream has more than one message. */
final class EtcdProbe implements ServiceProbe {
    private static final Pattern MESSAGES = Pattern.compile("grpc_server_msg_received_total");
    private static final long LIMIT_SECONDS = 5;

    private final List<String> hosts;
    private final HttpPages pages = new HttpPages();
    private final ByteSequence key = bytes("election4j-probe/" + UUID.randomUUID());
    private @Nullable Client client;
    private long own;

    EtcdProbe(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    @Override
    public void commit() throws Exception {
        if (client == null) {
            client = Client.builder()
                    .endpoints(hosts.stream().map(host -> "http://" + host).toArray(String[]::new))
                    .build();
        }
        own++;
        client.getKVClient().put(key, bytes(Long.toString(own))).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String version() throws IOException {
        String page = page(hosts.get(0), "/version").orElse("{}");
        return new JsonMapper().readTree(page).path("etcdserver").asText();
    }

    @Override
    public OptionalLong requests() throws IOException {
        long sum = -own;
        for (String host : hosts) {
            Optional<String> page = page(host, "/metrics");
            if (page.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += HttpPages.sum(page.get(), MESSAGES);
        }
        return OptionalLong.of(sum);
    }

    private Optional<String> page(String host, String path) throws IOException {
        return pages.read("http://" + host + path);
    }

    @Override
    public void close() {
        pages.close();
        if (client != null) {
            try {
                client.getKVClient().delete(key).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            } catch (Exception gone) {
                Remains.left(gone);
            } finally {
                client.close();
            }
        }
    }
}
