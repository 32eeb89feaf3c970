/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.soak.SoakRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that nothing is kept of elections that nobody uses any more. */
class SoakTest extends SoakRules {
    private static final JsonMapper JSON = new JsonMapper();

    private static ConsulCluster server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = ConsulCluster.start(1, directory);
        server.call("PUT", "/v1/kv/marker", "a list without any key is an error");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected String uri(Duration ttl) {
        return server.uri("soak", ttl);
    }

    @Override
    protected Map<String, Long> heldByTheService() throws IOException {
        return Map.of(
                "keys", listed("/v1/kv/?keys&consistent"),
                "sessions", listed("/v1/session/list?consistent"),
                "services", listed("/v1/agent/services"),
                "checks", listed("/v1/agent/checks"));
    }

    private static long listed(String path) throws IOException {
        return JSON.readTree(server.call("GET", path, "")).size();
    }
}
