/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a sandbox in a process of its own, for tests that kill it. */
final class SandboxProcess implements AutoCloseable {

    private static final String KEY_VARIABLE = "SANDBOX_KEY";

    private final Process process;
    private final URI uri;

    private SandboxProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Runs in the other process: prints its address, and lives until it is killed or its input ends. */
    public static void main(String[] args) throws IOException {
        PrintStream answer = System.out;
        // Logs would fill the pipe, which has no reader after the first line, and block the threads that log.
        System.setOut(System.err);
        SandboxSettings settings = SandboxSettings.of(Path.of(args[0]), System.getenv(KEY_VARIABLE));
        try (Sandbox sandbox = Sandbox.start(settings)) {
            answer.println(sandbox.uri());
            while (System.in.read() >= 0) {
                // only the end of the input matters
            }
        }
    }

    static SandboxProcess start(Path books) throws IOException {
        Path log = books.resolveSibling("sandbox.log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SandboxProcess.class.getName(),
                books.toString());
        builder.environment().put(KEY_VARIABLE, Caller.KEY);
        builder.redirectError(log.toFile());
        Process process = builder.start();
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IllegalStateException("The sandbox did not start: " + Files.readString(log));
        }
        return new SandboxProcess(process, URI.create(line));
    }

    URI uri() {
        return uri;
    }

    /** Kills it like {@code kill -9}: no code in the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The sandbox outlived its killing.");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
