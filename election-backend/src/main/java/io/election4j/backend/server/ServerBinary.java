/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the program of a coordination service on this machine: at the path in {@code ETCD_BIN} or a similar variable,
 * else on the PATH, else in {@code .servers/bin} of the working directory or of a directory above it. Stateless.
 */
public final class ServerBinary {
    private static final Path INSTALLED = Path.of(".servers", "bin");

    private final Map<String, String> environment;
    private final Path workingDirectory;

    ServerBinary(Map<String, String> environment, Path workingDirectory) {
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Finds a program by its name, if it exists.
     *
     * @param name such as {@code etcd}
     * @throws ElectionException if an environment variable names a file that cannot be run
     */
    public static Optional<Path> find(String name) {
        return ofThisProcess().search(name);
    }

    /**
     * Finds a program by its name.
     *
     * @throws ElectionException if it does not exist
     */
    public static Path require(String name) {
        return ofThisProcess().demand(name);
    }

    private static ServerBinary ofThisProcess() {
        return new ServerBinary(System.getenv(), Path.of("").toAbsolutePath());
    }

    Path demand(String name) {
        return search(name)
                .orElseThrow(() -> new ElectionException(
                        Kind.INVALID,
                        "the program " + name + " is not on this machine; run bin/servers install, or say in "
                                + variable(name) + " where it is"));
    }

    Optional<Path> search(String name) {
        String named = environment.getOrDefault(variable(name), "");
        if (!named.isEmpty()) {
            return Optional.of(named(name, Path.of(named)));
        }
        return Stream.concat(onPath(), installed())
                .map(directory -> directory.resolve(name).toAbsolutePath())
                .filter(ServerBinary::isProgram)
                .findFirst();
    }

    private Path named(String name, Path program) {
        if (!isProgram(program)) {
            throw new ElectionException(
                    Kind.INVALID, variable(name) + " says " + program + ", which is not a program that can be run");
        }
        return program.toAbsolutePath();
    }

    private Stream<Path> onPath() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
    }

    private Stream<Path> installed() {
        return Stream.iterate(workingDirectory, directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve(INSTALLED));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT) + "_BIN";
    }
}
