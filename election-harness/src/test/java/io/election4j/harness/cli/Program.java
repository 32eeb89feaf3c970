/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.DefaultSignals;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@code bin/election} in a process of its own, as the script starts it. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Process process;
    private final Path err;
    private final Path out;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** The exit status and the output of a command that ends at once, run in this process. */
    record Result(int status, String out, String err) {}

    static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Election.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
        return new Result(status, out.toString(), err.toString());
    }

    static Program start(Path directory, String... arguments) {
        ProcessBuilder program = builder(List.of(arguments));
        program.command().add(program.command().indexOf("-cp"), "-Djava.io.tmpdir=" + directory);
        return of(directory, program);
    }

    /** Starts a script in place of Java. */
    static Program of(Path directory, Path script, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                DefaultSignals.command(Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                        .toList()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return of(directory, builder);
    }

    /** Removes the options of which Java would write a line into the output that is compared. */
    private static ProcessBuilder silent(ProcessBuilder builder) {
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder;
    }

    static Program of(Path directory, ProcessBuilder builder) {
        try {
            Path out = Files.createTempFile(directory, "program", ".out");
            Path err = Files.createTempFile(directory, "program", ".err");
            silent(builder).redirectOutput(out.toFile()).redirectError(err.toFile());
            return new Program(builder.start(), out, err);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    static ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Election.class.getName()));
        command.addAll(arguments);
        return silent(new ProcessBuilder(new ArrayList<>(DefaultSignals.command(command))));
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    Program awaitOut(String text) {
        Wait.until(PATIENCE, "'" + text + "' is printed", () -> out().contains(text));
        return this;
    }

    Program awaitErr(String text) {
        Wait.until(PATIENCE, "'" + text + "' is told", () -> err().contains(text));
        return this;
    }

    int status() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "it ends; it said: " + err())
                .isTrue();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    void signal(String signal) throws Exception {
        int sent = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(sent).as("the signal could be sent").isZero();
    }

    @Override
    public void close() {
        descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
