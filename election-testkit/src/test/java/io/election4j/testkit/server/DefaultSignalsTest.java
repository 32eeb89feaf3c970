/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DefaultSignalsTest {
    private static final List<String> ENDS_ITSELF = List.of("sh", "-c", "kill -INT $$; echo survived");

    /** Runs the command by a shell that ignores SIGINT, as a shell does for background commands. */
    private static List<String> inTheBackground(List<String> command) {
        List<String> complete = new ArrayList<>(List.of("sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh"));
        complete.addAll(command);
        return complete;
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void anIgnoredSignalWouldBeInherited() throws Exception {
        assertThat(output(inTheBackground(ENDS_ITSELF))).isEqualTo("survived\n");
    }

    @Test
    void whatIsStartedWithDefaultSignalsCanBeInterrupted() throws Exception {
        assertThat(output(inTheBackground(DefaultSignals.reset(ENDS_ITSELF)))).isEmpty();
        assertThat(output(DefaultSignals.command(ENDS_ITSELF))).isEmpty();
    }
}
