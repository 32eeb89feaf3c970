/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.Saboteur;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What operators and strangers do, by the tool of Consul and by its HTTP interface. */
final class Stranger implements Saboteur {
    private static final Pattern SESSION = Pattern.compile("\"Session\":\"([^\"]+)\"");

    private final Servers servers;

    Stranger(Servers servers) {
        this.servers = servers;
    }

    private static String seat(String election) {
        return "rules/" + election + "/.lock";
    }

    @Override
    public void deleteSeat(String election) throws Exception {
        servers.tool("kv", "delete", seat(election));
    }

    @Override
    public void overwriteSeat(String election) throws Exception {
        servers.tool("kv", "put", seat(election), "graffiti");
    }

    @Override
    public void endSession(String election) {
        Matcher session = SESSION.matcher(servers.request("GET", "/v1/kv/" + seat(election) + "?consistent", ""));
        if (session.find()) {
            servers.request("PUT", "/v1/session/destroy/" + session.group(1), "");
        }
    }

    @Override
    public void deleteElection(String election) throws Exception {
        servers.tool("kv", "delete", "-recurse", "rules/" + election + "/");
    }

    @Override
    public Optional<Snapshot> snapshot() throws Exception {
        Path file = Files.createTempDirectory("snapshot").resolve("snapshot");
        servers.tool("snapshot", "save", file.toString());
        return Optional.of(() -> servers.tool("snapshot", "restore", file.toString()));
    }
}
