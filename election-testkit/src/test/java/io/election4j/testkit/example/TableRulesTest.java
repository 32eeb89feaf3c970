/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.example;

import io.election4j.testkit.BackendRules;
import io.election4j.testkit.UnreliableRoute;
import io.election4j.testkit.server.ProxyRoute;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the conformance kit with the example. */
class TableRulesTest extends BackendRules {
    private static final String NAMESPACE = "rules";

    private static Server server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                .start();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Override
    protected String uri(Duration ttl) {
        return "table://127.0.0.1:" + server.getPort() + "/" + NAMESPACE + "?ttl=" + ttl.toMillis() + "ms";
    }

    @Override
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.of("table://127.0.0.1:1/" + NAMESPACE + "?ttl=" + ttl.toMillis() + "ms");
    }

    @Override
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.of(new ProxyRoute("table", server.getPort(), NAMESPACE, ""));
    }
}
