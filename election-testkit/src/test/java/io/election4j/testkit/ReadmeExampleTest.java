/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests that the README's example is this code, and that it works. */
class ReadmeExampleTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path HERE = Path.of("src/test/java/io/election4j/testkit/ReadmeExampleTest.java");

    /** Records charges; a real ledger refuses a token smaller than one it has seen. */
    private record Ledger(BlockingQueue<String> charged) {
        void charge(String invoice, long fencingToken) {
            charged.add(invoice + " by " + fencingToken);
        }
    }

    @Test
    void theExampleChargesWithItsToken() throws Exception {
        Ledger ledger = new Ledger(new LinkedBlockingQueue<>());
        BlockingQueue<String> invoices = new LinkedBlockingQueue<>(List.of("invoice-1", "invoice-2"));
        CountDownLatch shutdown = new CountDownLatch(1);
        Thread service = new Thread(() -> serve("memory:readme", "node-1", ledger, invoices, shutdown));
        service.start();

        assertThat(ledger.charged().poll(20, TimeUnit.SECONDS)).isEqualTo("invoice-1 by 1");
        assertThat(ledger.charged().poll(20, TimeUnit.SECONDS)).isEqualTo("invoice-2 by 1");
        shutdown.countDown();
        service.join(TimeUnit.SECONDS.toMillis(40));
        assertThat(service.isAlive()).isFalse();
    }

    private static void serve(
            String uri, String nodeName, Ledger ledger, BlockingQueue<String> invoices, CountDownLatch shutdown) {
        // example begins
        // uri: "zookeeper://zk1:2181,zk2:2181,zk3:2181/billing?ttl=10s"
        try (Elections elections = Elections.connect(uri)) {
            elections.enter("invoice-run", nodeName, term -> {
                while (term.isValid()) {
                    String invoice = invoices.poll(1, TimeUnit.SECONDS);
                    if (invoice != null) {
                        ledger.charge(invoice, term.fencingToken());
                    }
                }
            });
            shutdown.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // example ends
    }

    @Test
    void theReadmeShowsThisVeryCode() throws Exception {
        List<String> code = Files.readAllLines(HERE);
        List<String> example =
                code.subList(code.indexOf("        // example begins") + 1, code.indexOf("        // example ends"));
        String shown = String.join("\n", example).stripIndent();

        assertThat(Files.readString(README)).contains("```java\n" + shown + "\n```");
    }
}
