/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests commands, in processes of their own, whose standard output cannot be written. */
class OutputTest {
    private static final long LIMIT_SECONDS = 120;
    private static final String WITHOUT_READER = "mkfifo pipe; exec 3<>pipe 4>pipe 3>&-; ";

    @TempDir
    Path folder;

    private int run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Billing.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // Java would report it in the compared output
        Process process = builder.directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String database() {
        return "jdbc:h2:file:" + folder.resolve("billing");
    }

    private String[] importing() throws Exception {
        Path file = Files.writeString(folder.resolve("customers.csv"), "id,amount\na,1.00\n");
        return ("import " + file + " --id-column id --amount-column amount --currency USD --database " + database())
                .split(" ", -1);
    }

    @ParameterizedTest
    @CsvSource({"'\"$@\" >/dev/full'", "'\"$@\" >&-'", "'" + WITHOUT_READER + "\"$@\" >&4'"})
    void whatCannotBeWrittenIsAFailureInOneSentence(String script) throws Exception {
        for (String[] arguments : List.of(
                importing(), new String[] {"status", "--database", database()}, new String[] {"--help"}, new String[] {
                    "run", "--help"
                })) {
            Files.deleteIfExists(folder.resolve("pipe"));
            assertThat(run(script, arguments)).as(arguments[0]).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("err")))
                    .as(arguments[0])
                    .startsWith("billing: standard output cannot be written: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void aFailureHasTheStatusThatTheCommandDocuments() throws Exception {
        assertThat(run("\"$@\" >/dev/full", "audit", "--help")).isEqualTo(3);
    }

    @Test
    void aClosedPipeIsNoFailure() throws Exception {
        assertThat(run("{ \"$@\"; echo $? >status; } | head -n 1", "--help")).isZero();
        assertThat(Files.readString(folder.resolve("status"))).isEqualTo("0\n");
        assertThat(folder.resolve("err")).isEmptyFile();
    }
}
