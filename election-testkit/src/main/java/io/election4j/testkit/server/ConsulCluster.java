/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs servers of Consul, with its own limits unless {@link ConsulSetup} says otherwise: sessions of 10 s or more, each
 * ended up to twice its time to live after its last renewal, and 200 connections of one client. Thread-safe.
 */
public final class ConsulCluster implements ServerCluster {
    private final Members members;
    private final List<ConsulAgent> servers;
    private final Optional<ConsulAgent> clientAgent;
    private final Optional<ServerProcess> clientProcess;

    ConsulCluster(
            Members members,
            List<ConsulAgent> servers,
            Optional<ConsulAgent> clientAgent,
            Optional<ServerProcess> clientProcess) {
        this.members = members;
        this.servers = List.copyOf(servers);
        this.clientAgent = clientAgent;
        this.clientProcess = clientProcess;
    }

    /**
     * Starts {@code size} servers with the usual settings; each keeps its files in a folder of its own in that
     * directory.
     */
    public static ConsulCluster start(int size, Path directory) {
        return new ConsulSetup().start(size, directory);
    }

    /** Starts the client agent and waits until it is ready. */
    void startClientAgent() {
        clientProcess.ifPresent(process -> {
            process.start();
            process.awaitReady();
        });
    }

    /**
     * Returns the agent that is not a server and forwards requests.
     *
     * @throws IllegalStateException if the setup has none
     */
    public ServerProcess clientAgent() {
        return clientProcess.orElseThrow(() -> new IllegalStateException("ask for it with withClientAgent()"));
    }

    /** Returns the client agent's port for clients. */
    public int clientAgentPort() {
        return clientAgent
                .orElseThrow(() -> new IllegalStateException("ask for it with withClientAgent()"))
                .clientPort();
    }

    /**
     * Calls a server's HTTP interface with full rights and returns the answer.
     *
     * @param path such as {@code /v1/kv/name?raw}
     * @throws IOException if there is no answer in time or its status is not 200
     */
    public String call(String method, String path, String body) throws IOException {
        IOException last = null;
        for (ConsulAgent server : servers) {
            try {
                return server.call(method, path, body);
            } catch (IOException down) {
                last = down;
            }
        }
        throw Objects.requireNonNull(last);
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
        return members.uri("consul", namespace, ttl);
    }

    @Override
    public String proxiedUri(String namespace, Duration ttl) {
        return members.proxiedUri("consul", namespace, ttl);
    }

    @Override
    public FaultProxy proxyTo(int index) {
        return members.proxyTo(index);
    }

    @Override
    public ServerProcess leader() {
        return members.leader(index -> servers.get(index).leads());
    }

    @Override
    public void awaitReady() {
        members.awaitReady();
    }

    @Override
    public void close() {
        clientProcess.ifPresent(ServerProcess::close);
        members.close();
    }
}
