/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Configures and starts the servers of a {@link ConsulCluster}. One thread at a time. */
public final class ConsulSetup {
    private Optional<Duration> shortestSession = Optional.empty();
    private boolean clientAgent;
    private String token = "";
    private String extraConfiguration = "{}";
    private ServerNetwork network = ServerNetwork.LOOPBACK;
    private @Nullable ServerTls tls;
    private int connectionsPerClient;

    /** Sets the shortest time to live of a session; Consul's own default is 10 s. */
    public ConsulSetup shortestSession(Duration ttl) {
        shortestSession = Optional.of(ttl);
        return this;
    }

    /**
     * Requires a token from clients.
     *
     * @param tokenForEverything a UUID, the token that allows everything
     */
    public ConsulSetup tokenForEverything(UUID tokenForEverything) {
        token = tokenForEverything.toString();
        return this;
    }

    /** Sets the network between the servers; the loopback address by default. */
    public ConsulSetup network(ServerNetwork between) {
        network = between;
        return this;
    }

    /** Requires TLS from clients. */
    public ConsulSetup tls(ServerTls serverTls) {
        tls = serverTls;
        return this;
    }

    /** Sets how many connections a server accepts from one address; Consul's own default is 200. */
    public ConsulSetup connectionsPerClient(int most) {
        connectionsPerClient = most;
        return this;
    }

    /** Adds an agent that is not a server, as on the machines of an application. */
    public ConsulSetup withClientAgent() {
        clientAgent = true;
        return this;
    }

    /**
     * Sets a JSON object in the form of Consul's configuration files, which the agents read before all other settings.
     */
    public ConsulSetup configuration(String json) {
        extraConfiguration = json;
        return this;
    }

    /**
     * Starts {@code size} servers, then the client agent if the setup has one, and waits until all are ready.
     *
     * @param size 1, 3 or 5
     * @param directory the files of each agent go to a folder of its own there
     */
    public ConsulCluster start(int size, Path directory) {
        Path program = Binaries.find("consul");
        ConsulVersion version = ConsulVersion.of(program);
        // Each server's address also has the ports of a client agent, which keeps the code simple.
        ConsulCluster cluster = Members.start(
                size, 2 * ConsulAgent.PORTS, network, places -> prepare(program, version, directory, places));
        cluster.startClientAgent();
        return cluster;
    }

    private ConsulCluster prepare(Path program, ConsulVersion version, Path directory, List<ServerAddress> places) {
        List<ConsulAgent> servers = places.stream()
                .map(place -> new ConsulAgent(place.part(0, ConsulAgent.PORTS), tls != null, token))
                .toList();
        ConsulConfiguration configuration = new ConsulConfiguration(
                version, servers, shortestSession, token, Optional.ofNullable(tls), connectionsPerClient);
        List<ServerProcess> processes = IntStream.range(0, servers.size())
                .mapToObj(index -> {
                    String name = "consul-" + (index + 1);
                    Path home = directory.resolve(name).toAbsolutePath();
                    return process(program, home, name, configuration.ofServer(name, home, servers.get(index)))
                            .behind(network.entry(index))
                            .readyWhen(() -> servers.get(index).isReady(servers.size()));
                })
                .toList();
        Members members = new Members(
                processes, servers.stream().map(ConsulAgent::forClients).toList());
        if (!clientAgent) {
            return new ConsulCluster(members, servers, Optional.empty(), Optional.empty());
        }
        ServerAddress spare = places.get(0).part(ConsulAgent.PORTS, 2 * ConsulAgent.PORTS);
        ConsulAgent client = new ConsulAgent(spare, tls != null, token);
        Path home = directory.resolve("consul-client").toAbsolutePath();
        ServerProcess process = process(
                        program, home, "consul-client", configuration.ofClient("consul-client", home, client))
                .behind(network.entry(0))
                .readyWhen(() -> client.isReady(servers.size()));
        return new ConsulCluster(members, servers, Optional.of(client), Optional.of(process));
    }

    private ServerProcess process(Path program, Path home, String name, String json) {
        try {
            Files.createDirectories(home);
            Path extra = Files.writeString(home.resolve("1-extra.json"), extraConfiguration);
            Path file = Files.writeString(home.resolve("2-agent.json"), json);
            List<String> command = new ArrayList<>(List.of(program.toString(), "agent"));
            command.addAll(List.of("-config-file=" + extra, "-config-file=" + file));
            return ServerProcess.of(name, home, command);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
