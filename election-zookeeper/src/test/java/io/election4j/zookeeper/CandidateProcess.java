/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** Stands in one election, as a process of its own, and prints that it has led or why it could not. */
final class CandidateProcess {
    private static final String LED = "led";

    private CandidateProcess() {}

    /** Runs the process to its end and returns its output. */
    static String run(Path log, String uri, List<String> javaOptions) throws Exception {
        return run(log, uri, System.getProperty("java.class.path"), javaOptions);
    }

    static String run(Path log, String uri, String classPath, List<String> javaOptions) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath, CandidateProcess.class.getName(), uri));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }

    /** Leads for a moment; prints a problem if nothing else has happened for a while. */
    public static void main(String[] arguments) throws Exception {
        BackendUri uri = BackendUri.parse(arguments[0]);
        try (Backend backend = new ZooKeeperProvider().connect(uri);
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "child", "child", uri.ttl())) {
            long start = System.nanoTime();
            try {
                Wait.until("it leads", candidate::hasWon);
                System.out.println(LED + " after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
            } catch (ConditionTimeoutException late) {
                System.out.println("did not lead: " + candidate.failure());
            }
        }
        System.exit(0);
    }
}
