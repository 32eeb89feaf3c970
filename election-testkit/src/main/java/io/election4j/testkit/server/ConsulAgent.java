/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.util.Map;

/** Knows the addresses of an agent and queries its state. Stateless. */
record ConsulAgent(ServerAddress place, boolean tls, String token) {
    static final int PORTS = 4;

    private static final int HTTP = 0;
    private static final int HTTPS = 1;
    private static final int RAFT = 2;
    private static final int GOSSIP = 3;

    /** Plain HTTP even if clients use TLS: the test that started the agent uses it. */
    int httpPort() {
        return place.port(HTTP);
    }

    int httpsPort() {
        return tls ? place.port(HTTPS) : -1;
    }

    int clientPort() {
        return tls ? httpsPort() : httpPort();
    }

    int raftPort() {
        return place.port(RAFT);
    }

    ServerAddress forClients() {
        return tls ? place.only(HTTPS) : place.only(HTTP);
    }

    int gossipPort() {
        return place.port(GOSSIP);
    }

    String gossipAddress() {
        return place.address(GOSSIP);
    }

    boolean leads() {
        try {
            return call("GET", "/v1/status/leader", "").contains("\"" + place.address(RAFT) + "\"");
        } catch (IOException down) {
            return false;
        }
    }

    /** Whether the agent grants a session, which needs a leader and this agent's own registration. */
    boolean isReady(int servers) throws IOException {
        if (call("GET", "/v1/status/peers", "").split(",").length < servers) {
            return false;
        }
        String answer = call("PUT", "/v1/session/create", "{\"Name\":\"ready\",\"TTL\":\"24h\"}");
        String id = answer.replaceAll("(?s).*\"ID\"\\s*:\\s*\"([^\"]*)\".*", "$1");
        return call("PUT", "/v1/session/destroy/" + id, "").contains("true");
    }

    String call(String method, String path, String body) throws IOException {
        return Http.call(
                method,
                "http://" + place.address(HTTP) + path,
                token.isEmpty() ? Map.of() : Map.of("X-Consul-Token", token),
                body);
    }
}
