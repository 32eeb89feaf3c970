/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.jspecify.annotations.Nullable;

/** Writes data of a node by Curator; counts packets, heartbeats among them, by the servers' four-letter words. */
final class ZooKeeperProbe implements ServiceProbe {
    private static final int LIMIT_MILLIS = 5_000;
    private static final Duration SESSION = Duration.ofSeconds(60);
    private static final Pattern VERSION = Pattern.compile("(?m)^Zookeeper version: ([0-9.]+)");
    private static final Pattern PACKETS = Pattern.compile("(?m)^zk_packets_received\\s+(\\d+)");

    private final List<String> hosts;
    private final String path = "/election4j-probe-" + UUID.randomUUID();
    private @Nullable CuratorFramework client;
    private long asked;

    ZooKeeperProbe(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    @Override
    public void commit() throws Exception {
        if (client == null) {
            client = connect();
            // Ephemeral: it is deleted with the session even if this probe is not closed.
            client.create().withMode(CreateMode.EPHEMERAL).forPath(path);
        }
        client.setData().forPath(path, path.getBytes(StandardCharsets.US_ASCII));
    }

    private CuratorFramework connect() {
        CuratorFramework started = CuratorFrameworkFactory.builder()
                .connectString(String.join(",", hosts))
                .sessionTimeoutMs(Math.toIntExact(SESSION.toMillis()))
                .connectionTimeoutMs(LIMIT_MILLIS)
                .retryPolicy(new RetryOneTime(LIMIT_MILLIS))
                .ensembleTracker(false)
                .build();
        started.start();
        return started;
    }

    @Override
    public String version() throws IOException {
        Matcher found = VERSION.matcher(ask(hosts.get(0), "srvr"));
        return found.find() ? found.group(1) : "";
    }

    @Override
    public OptionalLong requests() throws Exception {
        long sum = 0;
        for (String host : hosts) {
            Matcher found = PACKETS.matcher(ask(host, "mntr"));
            if (!found.find()) {
                return OptionalLong.empty();
            }
            sum += Long.parseLong(found.group(1)) - ownPackets(host);
        }
        return OptionalLong.of(sum - asked);
    }

    /** The packets on the connection of this probe's own session. */
    private long ownPackets(String host) throws Exception {
        if (client == null) {
            return 0;
        }
        String session = "sid=0x"
                + Long.toHexString(client.getZookeeperClient().getZooKeeper().getSessionId()) + ",";
        return ask(host, "cons")
                .lines()
                .filter(line -> line.contains(session))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*[(,]recved=(\\d+),.*", "$1")))
                .sum();
    }

    private String ask(String host, String word) throws IOException {
        int colon = host.lastIndexOf(':');
        asked++;
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))),
                    LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
