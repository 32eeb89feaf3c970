/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.testkit.server.DefaultSignals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A copy of the scripts, in a folder of its own, that runs the classes under test. */
final class Scripts {
    private static final long LIMIT_SECONDS = 240;
    private static final String MODULE = "election-harness";

    private final Path home;

    /** How a run ended, and what it printed. */
    record Outcome(int status, String out, String err) {}

    private Scripts(Path home) {
        this.home = home;
    }

    /** Copies the scripts as they are after {@code git clone}. */
    static Scripts fresh(Path home) throws IOException {
        copy(repository().resolve("bin"), Files.createDirectories(home).resolve("bin"));
        Files.writeString(home.resolve("pom.xml"), "<project/>\n");
        Files.createDirectories(home.resolve(MODULE + "/src/main"));
        Files.writeString(home.resolve(MODULE + "/pom.xml"), "<project/>\n");
        return new Scripts(home);
    }

    /** Copies the scripts as they are after a build of the classes that this test runs with. */
    static Scripts built(Path home) throws IOException {
        Scripts scripts = fresh(home);
        Path target = Files.createDirectories(home.resolve(MODULE + "/target")).toRealPath();
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(":", -1))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
        Files.createSymbolicLink(target.resolve(MODULE + ".jar"), entries.get(0));
        Files.writeString(
                target.resolve("classpath.txt"),
                entries.stream()
                        .skip(1)
                        .map(entry -> target.relativize(entry).toString())
                        .collect(Collectors.joining(":")));
        return scripts;
    }

    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bin/servers"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow();
        }
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    Path home() {
        return home;
    }

    Path script(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Runs a shell script in which {@code $0} is the folder bin, and {@code $1} and so on are the arguments. */
    ProcessBuilder shell(String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", script, home.resolve("bin").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.command(command));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // Java would report it in the output that is compared
        return builder;
    }

    /** Runs to the end, without standard input. */
    Outcome run(ProcessBuilder builder) throws Exception {
        Path out = Files.createTempFile(home, "run", ".out");
        Path err = Files.createTempFile(home, "run", ".err");
        Process process = builder.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + read(out) + read(err));
            }
            return new Outcome(process.exitValue(), read(out), read(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Reads a file; replaces bytes that are no text. */
    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
