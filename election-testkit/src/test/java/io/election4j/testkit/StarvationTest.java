/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tests processes that reach a limit.
 *
 * <p>A limit on the number of threads does not hold for root, so the test limits the address space, and each thread
 * reserves much of it: then there is no room for another thread, but for everything else.
 */
@Timeout(400)
@Isolated
@EnabledOnOs(OS.LINUX)
class StarvationTest {
    private static final long PATIENCE_SECONDS = 300;
    private static final String ADDRESS_SPACE_KILOBYTES = "28000000";

    @TempDir
    private Path directory;

    @Test
    void aProcessWithoutFurtherThreadsLosesNoElectionAndNoNotification() throws Exception {
        String output = run(StarvedProcess.class, "-Xss256m", "-Xmx256m");
        assertThat(output).contains("no thread after", "all was told without another thread", "everything went on");
    }

    private String run(Class<?> program, String... options) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command(program, List.of(options)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS))
                    .as("it ends by itself; so far it has said:%n%s", Files.readString(output))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(Class<?> program, List<String> options) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // Few arenas and small reserved areas, because they use the address space of threads.
        String script = String.format(
                Locale.ROOT,
                "ulimit -v %s && MALLOC_ARENA_MAX=2 exec '%s' %s -XX:+UseSerialGC -XX:ReservedCodeCacheSize=48m"
                        + " -XX:CompressedClassSpaceSize=64m -XX:TieredStopAtLevel=1 -cp \"$1\" %s",
                ADDRESS_SPACE_KILOBYTES,
                java,
                String.join(" ", options),
                program.getName());
        return List.of("sh", "-c", script, "sh", System.getProperty("java.class.path"));
    }
}
