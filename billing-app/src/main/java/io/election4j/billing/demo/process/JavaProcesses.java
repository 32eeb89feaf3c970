/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Starts further processes of this program, with the same Java and class path, and ends them. Thread-safe. */
public final class JavaProcesses implements AutoCloseable {

    private static final String PREFIX = "BILLING_";

    private final Path folder;
    private final String mainClass;
    private final Map<String, String> secrets;
    private final List<Child> started = new ArrayList<>();
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param folder the processes' working directory, with their logs; has no configuration file
     * @param mainClass receives the arguments
     * @param secrets environment variables of every process
     */
    public JavaProcesses(Path folder, String mainClass, Map<String, String> secrets) {
        this.folder = folder;
        this.mainClass = mainClass;
        this.secrets = Map.copyOf(secrets);
    }

    /**
     * Starts a process.
     *
     * @param isReady recognizes the line by which it reports that it has started
     * @throws IllegalStateException after {@link #close}
     */
    public synchronized Child start(String name, List<String> arguments, Predicate<String> isReady) {
        if (closed) {
            throw new IllegalStateException("No process is started any more.");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-Dh2.bindAddress=127.0.0.1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // The caller's own settings must not affect the demonstration.
        builder.environment().keySet().removeIf(variable -> variable.startsWith(PREFIX));
        builder.environment().putAll(secrets);
        Child child = Child.start(name, builder, folder.resolve(name + ".log"), isReady);
        started.add(child);
        return child;
    }

    /** Kills all processes and waits for their end. */
    @Override
    public synchronized void close() {
        closed = true;
        started.forEach(Child::kill);
        started.forEach(Child::close);
    }
}
