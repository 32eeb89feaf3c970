/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes the configuration files of agents. Stateless. */
record ConsulConfiguration(
        ConsulVersion version,
        List<ConsulAgent> servers,
        Optional<Duration> shortestSession,
        String token,
        Optional<ServerTls> tls,
        int connectionsPerClient) {
    private static final JsonMapper JSON = new JsonMapper();

    String ofServer(String name, Path home, ConsulAgent agent) {
        ObjectNode root = ofAgent(name, home, agent);
        root.put("server", true);
        root.put("bootstrap_expect", servers.size());
        shortestSession.ifPresent(ttl -> root.put("session_ttl_min", ttl.toMillis() + "ms"));
        // The shortest timeout with which Consul detects that the leading server has gone.
        root.putObject("performance").put("raft_multiplier", 1);
        return root.toPrettyString();
    }

    String ofClient(String name, Path home, ConsulAgent agent) {
        return ofAgent(name, home, agent).put("server", false).toPrettyString();
    }

    private ObjectNode ofAgent(String name, Path home, ConsulAgent agent) {
        ObjectNode root = JSON.createObjectNode();
        root.put("node_name", name);
        root.put("data_dir", home.resolve("data").toString());
        root.put("bind_addr", agent.place().host());
        root.put("client_addr", agent.place().host());
        root.put("retry_interval", "1s");
        servers.forEach(server -> root.withArray("retry_join").add(server.gossipAddress()));
        // A stopped server starts again, so it must not leave the cluster.
        root.put("leave_on_terminate", false);
        root.put("skip_leave_on_interrupt", true);
        root.put("disable_update_check", true);
        putPorts(root.putObject("ports"), agent);
        putToken(root);
        putTls(root);
        if (connectionsPerClient > 0) {
            root.putObject("limits").put("http_max_conns_per_client", connectionsPerClient);
        }
        return root;
    }

    private void putPorts(ObjectNode ports, ConsulAgent agent) {
        ports.put("http", agent.httpPort());
        ports.put("https", agent.httpsPort());
        ports.put("server", agent.raftPort());
        ports.put("serf_lan", agent.gossipPort());
        ports.put("serf_wan", -1);
        ports.put("dns", -1);
        ports.put("grpc", -1);
        if (version.hasGrpcTls()) {
            ports.put("grpc_tls", -1);
        }
    }

    private void putToken(ObjectNode root) {
        if (!token.isEmpty()) {
            ObjectNode acl = root.putObject("acl");
            acl.put("enabled", true);
            acl.put("default_policy", "deny");
            acl.putObject("tokens").put(version.initialToken(), token).put("agent", token);
        }
    }

    private void putTls(ObjectNode root) {
        tls.ifPresent(files -> {
            root.put("ca_file", files.authority().toString());
            root.put("cert_file", files.certificate().toString());
            root.put("key_file", files.key().toString());
            root.put("verify_incoming_https", files.clientsMustIdentify());
        });
    }
}
