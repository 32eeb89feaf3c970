/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs etcd's own command line tool. Thread-safe. */
final class EtcdCtl {
    private static final int LIMIT_SECONDS = 60;

    private final String hosts;
    private final Optional<ServerTls> tls;
    private final Optional<String> rootPassword;
    private volatile boolean loginNeeded;

    EtcdCtl(String hosts, Optional<ServerTls> tls, Optional<String> rootPassword) {
        this.hosts = hosts;
        this.tls = tls;
        this.rootPassword = rootPassword;
    }

    String run(List<String> arguments) {
        return run(arguments, "");
    }

    /** Creates the user root, who may do everything, and from now on refuses clients that do not log in. */
    void createRoot() {
        run(List.of("user", "add", "root", "--interactive=false"), rootPassword.orElseThrow() + "\n");
        run(List.of("user", "grant-role", "root", "root"));
        run(List.of("auth", "enable"));
        loginNeeded = true;
    }

    private String run(List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of(Binaries.find("etcdctl").toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("etcdctl-", ".out");
            try {
                return run(command, input, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException cannot) {
            throw new IllegalStateException("etcdctl cannot be run: " + cannot.getMessage(), cannot);
        }
    }

    private String run(List<String> command, String input, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try {
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " fails: " + text);
            }
            return text;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while etcdctl ran", hurry);
        } finally {
            process.destroyForcibly();
        }
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(Map.of("ETCDCTL_API", "3", "ETCDCTL_ENDPOINTS", hosts));
        if (loginNeeded) {
            rootPassword.ifPresent(password -> variables.put("ETCDCTL_USER", "root:" + password));
        }
        tls.ifPresent(files -> {
            String urls = "https://" + hosts.replace(",", ",https://");
            variables.put("ETCDCTL_ENDPOINTS", urls);
            variables.put("ETCDCTL_CACERT", files.authority().toString());
            variables.put("ETCDCTL_CERT", files.certificate().toString());
            variables.put("ETCDCTL_KEY", files.key().toString());
        });
        return variables;
    }
}
