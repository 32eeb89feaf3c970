/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds Consul's minor version within 1.x, on which names in its configuration depend. */
record ConsulVersion(int minor) {
    private static final Pattern FORM = Pattern.compile("Consul v1\\.(\\d+)\\.");
    private static final int RENAMED_THE_FIRST_TOKEN = 11;
    private static final int SPLIT_THE_GRPC_PORT = 14;

    /** Runs the program to get its version. */
    static ConsulVersion of(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream out = process.getInputStream()) {
                return parse(new String(out.readAllBytes(), StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException cannot) {
            throw new IllegalStateException(program + " cannot be run: " + cannot.getMessage(), cannot);
        }
    }

    static ConsulVersion parse(String text) {
        Matcher found = FORM.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("not a version of Consul 1: " + text);
        }
        return new ConsulVersion(Integer.parseInt(found.group(1)));
    }

    String initialToken() {
        return minor < RENAMED_THE_FIRST_TOKEN ? "master" : "initial_management";
    }

    boolean hasGrpcTls() {
        return minor >= SPLIT_THE_GRPC_PORT;
    }
}
