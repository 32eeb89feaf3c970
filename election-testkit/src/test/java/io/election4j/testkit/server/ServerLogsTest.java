/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogsTest {

    @Test
    void theReportShowsTheEndOfEachServersLog(@TempDir Path directory) {
        ServerLogs logs = new ServerLogs();
        try (ServerProcess server = logs.watch(
                ServerProcess.of("crashing", directory, List.of("sh", "-c", "echo panic: out of luck; exit 1")))) {
            server.start();
            Wait.until("it has crashed", () -> !server.isAlive());
            assertThat(logs.report("aTest()"))
                    .contains("when aTest() failed", "crashing, does not run", "panic: out of luck");
        }
    }
}
