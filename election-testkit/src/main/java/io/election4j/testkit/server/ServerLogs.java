/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Prints the last lines of the servers' logs when a test fails. Register it in a field and pass it the servers to
 * watch:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ServerLogs LOGS = new ServerLogs();
 *
 * @BeforeAll
 * static void startServers(@TempDir Path directory) {
 *     cluster = LOGS.watch(EtcdCluster.start(3, directory));
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class ServerLogs implements AfterTestExecutionCallback {
    private static final int LINES = 30;

    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();

    /** Prints the logs of these servers, too; returns the cluster. */
    public <C extends ServerCluster> C watch(C cluster) {
        servers.addAll(cluster.members());
        return cluster;
    }

    /** Prints the log of this server, too; returns it. */
    public ServerProcess watch(ServerProcess server) {
        servers.add(server);
        return server;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.err.println(report(context.getDisplayName()));
        }
    }

    String report(String test) {
        StringBuilder text = new StringBuilder("The servers when " + test + " failed:\n");
        for (ServerProcess server : servers) {
            text.append("--- ")
                    .append(server.name())
                    .append(server.isAlive() ? ", runs" : ", does not run")
                    .append(", log ")
                    .append(server.log())
                    .append(" ends with:\n");
            server.lastLines(LINES).forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }
}
