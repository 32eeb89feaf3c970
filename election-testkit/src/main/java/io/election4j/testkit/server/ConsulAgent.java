/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An agent's ports, and what it says of itself. Stateless. */
record ConsulAgent(List<Integer> ports, boolean tls, String token) {
    static final int PORTS = 4;

    private static final int HTTP = 0;
    private static final int HTTPS = 1;
    private static final int RAFT = 2;
    private static final int GOSSIP = 3;

    /** Plain even if clients use TLS: for the one who started it. */
    int httpPort() {
        return ports.get(HTTP);
    }

    int httpsPort() {
        return tls ? ports.get(HTTPS) : -1;
    }

    int clientPort() {
        return tls ? httpsPort() : httpPort();
    }

    int raftPort() {
        return ports.get(RAFT);
    }

    int gossipPort() {
        return ports.get(GOSSIP);
    }

    boolean leads() {
        try {
            return call("GET", "/v1/status/leader", "").contains("\"" + Members.address(raftPort()) + "\"");
        } catch (IOException down) {
            return false;
        }
    }

    /** Whether it grants a session, which needs a leader and this agent's own registration. */
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
                "http://" + Members.address(httpPort()) + path,
                token.isEmpty() ? Map.of() : Map.of("X-Consul-Token", token),
                body);
    }
}
