/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.backend.server.ServerBinary;
import io.election4j.testkit.ServiceTampering;
import io.election4j.testkit.server.ConsulCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interferes as operators and foreign clients do, with Consul's tool and its HTTP interface. */
final class ForeignClient implements ServiceTampering {
    private static final Pattern SESSION = Pattern.compile("\"Session\":\\s*\"([^\"]+)\"");

    private final ConsulCluster servers;
    private final String namespace;

    ForeignClient(ConsulCluster servers, String namespace) {
        this.servers = servers;
        this.namespace = namespace;
    }

    static int portOf(ConsulCluster servers, int index) {
        String host = servers.hosts().split(",", -1)[index];
        return Integer.parseInt(host.substring(host.indexOf(':') + 1));
    }

    String seat(String election) {
        return namespace + "/" + election + "/.lock";
    }

    @Override
    public void deleteSeat(String election) throws Exception {
        tool("kv", "delete", seat(election));
    }

    @Override
    public void overwriteSeat(String election) throws Exception {
        tool("kv", "put", seat(election), "graffiti");
    }

    @Override
    public void endSession(String election) throws IOException {
        Optional<String> session = sessionOf(election);
        if (session.isPresent()) {
            servers.call("PUT", "/v1/session/destroy/" + session.get(), "");
        }
    }

    /** The session that holds the seat. */
    Optional<String> sessionOf(String election) throws IOException {
        Matcher session = SESSION.matcher(servers.call("GET", "/v1/kv/" + namespace + "/?recurse&consistent", "")
                .replaceAll("(?s)\\{[^}]*\\.queue[^}]*\\}", "")
                .replaceAll("(?s)\\{(?![^}]*/" + Pattern.quote(election) + "/\\.lock)[^}]*\\}", ""));
        return session.find() ? Optional.of(session.group(1)) : Optional.empty();
    }

    @Override
    public void deleteElection(String election) throws Exception {
        tool("kv", "delete", "-recurse", namespace + "/" + election + "/");
    }

    @Override
    public Optional<Snapshot> snapshot() throws Exception {
        Path file = Files.createTempDirectory("snapshot").resolve("snapshot");
        tool("snapshot", "save", file.toString());
        return Optional.of(() -> tool("snapshot", "restore", file.toString()));
    }

    /** Runs a command and returns its output. */
    String tool(String... arguments) throws Exception {
        Process process = command(arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + output);
        }
        return output;
    }

    ProcessBuilder command(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(ServerBinary.require("consul").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CONSUL_HTTP_ADDR", "127.0.0.1:" + portOf(servers, 0));
        return builder;
    }
}
