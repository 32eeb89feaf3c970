/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Gives each server a Linux network namespace of its own, joined by a bridge to the namespace of this process. Traffic
 * between servers can be cut and lost, which a proxy cannot do for services that also use UDP and advertise one address
 * for all. Needs the programs {@code ip}, {@code bridge}, {@code unshare} and {@code nsenter}. Thread-safe.
 */
public final class NamespaceNetwork implements ServerNetwork, AutoCloseable {
    /** The starter of this process sets it to {@code true} if it made a network namespace for this process alone. */
    private static final String OWN_NETWORK = "ELECTION_OWN_NETWORK";

    /** RFC 5737 reserves it for documentation, so no machine has such an address. */
    private static final String SUBNET = "192.0.2.";

    private static final int BRIDGE_HOST = 254;
    private static final String BRIDGE = "election";

    /** No host on the bridge has this hardware address: packets to it are lost, and the sender does not notice. */
    private static final String NOBODY = "02:00:00:00:00:00";

    private static final int DISABLED = 0;
    private static final int FORWARDING = 3;
    private static final int LIMIT_SECONDS = 10;

    private final List<ServerProcess> keepers;

    private NamespaceNetwork(List<ServerProcess> keepers) {
        this.keepers = List.copyOf(keepers);
    }

    /** Whether this process may change its network, because the network was made for this process alone. */
    public static boolean isPossible() {
        return Boolean.parseBoolean(System.getenv(OWN_NETWORK));
    }

    /**
     * Makes the namespaces and their connections.
     *
     * @param directory where the processes that keep the namespaces write their logs
     * @throws IllegalStateException if that is not {@link #isPossible possible}, or a program fails, with its output
     */
    public static NamespaceNetwork create(int members, Path directory) {
        if (!isPossible()) {
            throw new IllegalStateException("this process has no network of its own to change");
        }
        NamespaceNetwork network = new NamespaceNetwork(IntStream.rangeClosed(1, members)
                .mapToObj(number -> ServerProcess.of(
                        "network-" + number, directory, List.of("unshare", "--net", "--", "sleep", "infinity")))
                .toList());
        boolean complete = false;
        try {
            network.connect();
            complete = true;
            return network;
        } finally {
            if (!complete) {
                network.close();
            }
        }
    }

    private void connect() {
        run("ip", "link", "set", "lo", "up");
        run("ip", "link", "add", BRIDGE, "type", "bridge");
        run("ip", "address", "add", SUBNET + BRIDGE_HOST + "/24", "dev", BRIDGE);
        run("ip", "link", "set", BRIDGE, "up");
        for (int member = 0; member < keepers.size(); member++) {
            ServerProcess keeper = keepers.get(member);
            keeper.start();
            Wait.until(
                    keeper.name() + " has a namespace", () -> !namespace("self").equals(namespace(keeper)));
            String pid = Long.toString(keeper.pid());
            run("ip", "link", "add", port(member), "type", "veth", "peer", "name", "eth0", "netns", pid);
            run("ip", "link", "set", port(member), "master", BRIDGE, "up");
            runIn(member, "ip", "address", "add", host(member) + "/24", "dev", "eth0");
            runIn(member, "ip", "link", "set", "lo", "up");
            runIn(member, "ip", "link", "set", "eth0", "up");
        }
    }

    private static Path namespace(ServerProcess process) throws IOException {
        return namespace(Long.toString(process.pid()));
    }

    private static Path namespace(String process) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc", process, "ns", "net"));
    }

    @Override
    public String host(int member) {
        return SUBNET + (member + 1);
    }

    @Override
    public List<String> entry(int member) {
        return List.of("nsenter", "--net=/proc/" + keepers.get(member).pid() + "/ns/net", "--");
    }

    /** The interface at the bridge that connects a server. */
    private static String port(int member) {
        return BRIDGE + "-" + (member + 1);
    }

    /** Loses all packets from one server to another, without notice to either; the other direction stays as it is. */
    public void cut(int from, int to) {
        runIn(from, "ip", "neighbour", "replace", host(to), "lladdr", NOBODY, "nud", "permanent", "dev", "eth0");
    }

    /** Passes all packets again from one server to another. Harmless if it does so already. */
    public void mend(int from, int to) {
        runIn(from, "ip", "neighbour", "flush", "to", host(to), "nud", "permanent", "dev", "eth0");
    }

    /** Loses all packets to a server and from it, until {@link #carryAll}. */
    public void loseAll(int member) {
        run("bridge", "link", "set", "dev", port(member), "state", Integer.toString(DISABLED));
    }

    /** Passes all packets to a server and from it again. */
    public void carryAll(int member) {
        run("bridge", "link", "set", "dev", port(member), "state", Integer.toString(FORWARDING));
    }

    private void runIn(int member, String... command) {
        List<String> all = new ArrayList<>(entry(member));
        all.addAll(List.of(command));
        run(all.toArray(String[]::new));
    }

    /** Cannot be interrupted, because a cut must always be mended. */
    private static void run(String... command) {
        String line = String.join(" ", command);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.exitValue() != 0) {
                    throw new IllegalStateException(line + " fails: " + output);
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            throw new IllegalStateException(line + " cannot be run: " + missing.getMessage(), missing);
        } catch (CompletionException stuck) {
            throw new IllegalStateException(line + " does not end", stuck);
        }
    }

    /** Ends the namespaces and the connections into them. Does not end servers that still run in one. */
    @Override
    public void close() {
        keepers.forEach(ServerProcess::close);
        try {
            run("ip", "link", "delete", BRIDGE);
        } catch (IllegalStateException incomplete) {
            // the interface was never made
        }
    }
}
