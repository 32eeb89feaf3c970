/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.BackendRules;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rules, against a real server inside this process. */
class EmbeddedServerRulesTest extends BackendRules {
    private static @Nullable EmbeddedServer server;

    @BeforeAll
    static void startServer() {
        server = EmbeddedServer.temporary();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected String uri(Duration ttl) {
        return Objects.requireNonNull(server).uri() + "/rules?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("zookeeper://127.0.0.1:1/rules?ttl=" + ttl.toMillis() + "ms");
    }
}
