/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Runs servers of etcd with etcd's own limits, with a shortest lease of 2 s, unless {@link EtcdSetup} says otherwise.
 * Thread-safe.
 */
public final class EtcdCluster implements ServerCluster {
    private final Members members;
    private final List<String> metrics;
    private final EtcdCtl ctl;

    EtcdCluster(Members members, List<String> metrics, EtcdCtl ctl) {
        this.members = members;
        this.metrics = List.copyOf(metrics);
        this.ctl = ctl;
    }

    /**
     * Starts {@code size} servers with the usual settings; each keeps its files in a folder of its own in that
     * directory.
     */
    public static EtcdCluster start(int size, Path directory) {
        return new EtcdSetup().start(size, directory);
    }

    /** Whether a server is part of a majority, according to a read that needs one. */
    static boolean isHealthy(String metrics) throws IOException {
        return Http.get("http://" + metrics + "/health").contains("\"health\":\"true\"");
    }

    private boolean leads(int index) {
        try {
            return Http.get("http://" + metrics.get(index) + "/metrics").contains("\netcd_server_is_leader 1\n");
        } catch (IOException down) {
            return false;
        }
    }

    /**
     * Returns one number of a server's own metrics.
     *
     * @param name without labels
     * @throws IOException if there is no answer in time, or no such number
     */
    public long metric(int index, String name) throws IOException {
        return Http.get("http://" + metrics.get(index) + "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IOException("the server has no number " + name));
    }

    /**
     * Runs etcdctl and returns its output. Uses the cluster's addresses and, if it has any, root's login and the
     * server's certificate.
     *
     * @throws IllegalStateException if it fails, with its output
     */
    public String ctl(String... arguments) {
        return ctl.run(List.of(arguments));
    }

    void enableAuthentication() {
        ctl.createRoot();
    }

    @Override
    public List<ServerProcess> members() {
        return members.processes();
    }

    @Override
    public String hosts() {
        return members.hosts();
    }

    @Override
    public int clientPort(int index) {
        return members.clientPort(index);
    }

    @Override
    public String uri(String namespace, Duration ttl) {
        return members.uri("etcd", namespace, ttl);
    }

    @Override
    public String proxiedUri(String namespace, Duration ttl) {
        return members.proxiedUri("etcd", namespace, ttl);
    }

    @Override
    public FaultProxy proxyTo(int index) {
        return members.proxyTo(index);
    }

    @Override
    public ServerProcess leader() {
        return members.leader(this::leads);
    }

    @Override
    public void awaitReady() {
        members.awaitReady();
    }

    @Override
    public void close() {
        members.close();
    }
}
