/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Leads many elections until it is killed, as a process of its own. */
final class HolderProcess {
    private static final char DONE = '!';

    private HolderProcess() {}

    static Process start(Path log, String uri, String elections, int number) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HolderProcess.class.getName(),
                        uri,
                        elections,
                        Integer.toString(number)))
                .redirectError(log.toFile())
                .start();
    }

    /** Whether the process has printed that it leads all; reads each character once. */
    static boolean holdsAll(Process process) throws IOException {
        while (process.getInputStream().available() > 0) {
            if (process.getInputStream().read() == DONE) {
                return true;
            }
        }
        return false;
    }

    public static void main(String[] arguments) throws Exception {
        BackendUri uri = BackendUri.parse(arguments[0]);
        int number = Integer.parseInt(arguments[2]);
        try (Backend backend = new ZooKeeperProvider().connect(uri);
                ManyCampaigns holder = ManyCampaigns.stand(backend, arguments[1], number, "holder", uri.ttl())) {
            Wait.until(Duration.ofSeconds(60), "all are won", () -> holder.winners() == number);
            System.out.write(String.valueOf(DONE).getBytes(StandardCharsets.US_ASCII));
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the process that started this one ends
            }
        }
    }
}
