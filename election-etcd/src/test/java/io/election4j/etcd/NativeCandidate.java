/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.backend.server.ServerBinary;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a candidate of an election as an etcdctl process. */
final class NativeCandidate implements AutoCloseable {
    private final Process process;
    private final Path output;

    private NativeCandidate(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs {@code etcdctl elect} or {@code etcdctl lock}; the last arguments are the election and the value. */
    static NativeCandidate start(EtcdCluster cluster, Path directory, String... arguments) throws IOException {
        Path output = Files.createTempFile(directory, "etcdctl-", ".out");
        List<String> command = new java.util.ArrayList<>(
                List.of(ServerBinary.require("etcdctl").toString(), "--endpoints=" + cluster.hosts()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new NativeCandidate(process, output);
    }

    /** Whether it leads: it prints its key when it has won. */
    boolean leads() {
        try {
            return process.isAlive() && Files.size(output) > 0;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    void awaitLead() {
        Wait.until("etcdctl leads", this::leads);
    }

    /** Asks it to resign; from this call on, it does not report that it leads. */
    void resign() {
        process.destroy();
    }

    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("etcdctl does not end");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
