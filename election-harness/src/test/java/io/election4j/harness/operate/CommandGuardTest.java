/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.testkit.server.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandGuardTest {

    /** The process that leads dies between the start of its command and the moment at which it tells the guard. */
    @Test
    void aCommandWhoseProcessIdDoesNotArriveIsStopped() throws Exception {
        CommandGuard guard = CommandGuard.start(Duration.ofSeconds(1));
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        guard.expect(builder.environment());
        Process command = builder.start();
        try {
            guard.close();
            Wait.until("the command ends", () -> !command.isAlive());
        } finally {
            command.destroyForcibly();
        }
    }
}
