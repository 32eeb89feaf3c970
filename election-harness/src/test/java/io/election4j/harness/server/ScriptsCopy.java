/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.server;

import io.election4j.testkit.server.DefaultSignals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the scripts in a folder of its own, run on a machine that has only what a test puts on it. */
final class ScriptsCopy {
    private static final long LIMIT_SECONDS = 60;
    /** The programs of a POSIX system that the scripts need. */
    private static final List<String> TOOLS = List.of(
            "awk",
            "basename",
            "cat",
            "chmod",
            "cut",
            "dirname",
            "find",
            "gzip",
            "head",
            "ln",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sha256sum",
            "shasum",
            "sh",
            "tar",
            "touch",
            "tr");

    private final Path home;
    private final Path machine;
    private final Map<String, String> variables = new HashMap<>();

    /** How a run ended and what it printed. */
    record Outcome(int status, String output) {}

    ScriptsCopy(Path directory) throws IOException {
        home = Files.createDirectories(directory.resolve("checkout"));
        machine = Files.createDirectories(directory.resolve("machine"));
        Files.createDirectories(home.resolve("bin/lib"));
        for (String script : List.of("bin/servers", "bin/lib/installation.sh", "bin/lib/application.sh")) {
            Files.copy(repository().resolve(script), home.resolve(script));
        }
        for (String tool : TOOLS) {
            Optional<Path> real = onPath(tool);
            if (real.isPresent()) {
                Files.createSymbolicLink(machine.resolve(tool), real.get());
            }
        }
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bin/servers"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow();
        }
        return folder;
    }

    private static Optional<Path> onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Path installed(String program) {
        return home.resolve(".servers/bin").resolve(program);
    }

    /** Returns the files that are left in the installer's own folder. */
    List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".servers"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    Path machine() {
        return machine;
    }

    ScriptsCopy with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Creates a program that runs a shell script. */
    static Path program(Path folder, String name, String script) throws IOException {
        Path file = Files.writeString(Files.createDirectories(folder).resolve(name), "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made a program");
        }
        return file;
    }

    /** Creates programs that print their version and do nothing else. */
    static void etcd(Path folder, String version) throws IOException {
        program(folder, "etcd", "echo 'etcd Version: " + version + "'");
        program(folder, "etcdctl", "echo 'etcdctl version: " + version + "'");
        program(folder, "etcdutl", "echo 'etcdutl version: " + version + "'");
    }

    static void consul(Path folder, String version) throws IOException {
        program(folder, "consul", "echo 'Consul v" + version + "'");
    }

    Outcome run(String... arguments) throws Exception {
        return outcomeOf(start(arguments));
    }

    Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("bin/servers").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.command(command)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", machine.toString());
        builder.environment().putAll(variables);
        return builder.start();
    }

    static Outcome outcomeOf(Process process) throws Exception {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("bin/servers does not end: " + output);
            }
            return new Outcome(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
