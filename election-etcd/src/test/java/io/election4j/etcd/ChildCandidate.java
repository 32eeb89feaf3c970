/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a candidate in a JVM of its own, because some settings apply to a whole JVM. Its output ends with {@link #WON},
 * or with the reason why it was not elected.
 */
final class ChildCandidate {
    static final String WON = "elected";

    private static final Duration TTL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ChildCandidate() {}

    /**
     * Stands until it is elected, or until the reason is known why it is not.
     *
     * @param arguments the URI; whether it may be elected; whether all file descriptors are in use by then
     */
    public static void main(String[] arguments) {
        String uri = arguments[0] + "?ttl=" + TTL.toSeconds() + "s";
        List<Closeable> used = new ArrayList<>();
        if (Boolean.parseBoolean(arguments[2])) {
            stand("etcd://127.0.0.1:1", false); // loads the classes that a failure needs
            stand(uri, true);
            useUp(used);
        }
        System.out.println(stand(uri, Boolean.parseBoolean(arguments[1])));
        System.exit(used.isEmpty() ? 0 : 1); // even if a broken library has left threads
    }

    private static String stand(String uri, boolean mayBeElected) {
        try (Backend backend = Connecting.to(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "child", "child", TTL)) {
            CompletableFuture<Long> won = candidate.campaign().won();
            Wait.until(
                    LIMIT.dividedBy(2),
                    "elected, or not",
                    () -> won.isDone() || (!mayBeElected && candidate.failure() != null));
            return won.handle((token, error) -> error == null ? WON : error.toString())
                    .getNow(String.valueOf(candidate.failure()));
        } catch (AssertionError late) {
            return "nothing happened";
        }
    }

    private static void useUp(List<Closeable> used) {
        try {
            while (true) {
                used.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException none) {
            System.out.println(used.size() + " file descriptors are in use");
        }
    }

    /** Runs one that should be elected; returns its output. */
    static String elected(String uri, List<String> javaOptions, Map<String, String> environment) throws Exception {
        List<String> command = command(System.getProperty("java.class.path"), javaOptions);
        command.addAll(List.of(uri, "true", "false"));
        return run(command, environment);
    }

    /** Runs one that cannot be elected; returns its output. */
    static String refused(String uri, String classPath) throws Exception {
        List<String> command = command(classPath, List.of());
        command.addAll(List.of(uri, "false", "false"));
        return run(command, Map.of());
    }

    /** Runs one that has no file descriptors left when it connects; returns its output. */
    static String withoutFileDescriptors(String uri) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 400 && exec \"$@\"", "sh"));
        command.addAll(command(System.getProperty("java.class.path"), List.of("-XX:-MaxFDLimit")));
        command.addAll(List.of(uri, "false", "true"));
        return run(command, Map.of());
    }

    private static List<String> command(String classPath, List<String> javaOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath, ChildCandidate.class.getName()));
        return command;
    }

    private static String run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("candidate-", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Files.readString(output).strip();
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
