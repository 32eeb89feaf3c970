/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.Elections;
import io.election4j.LeaderWatch;
import io.election4j.billing.database.Database;
import io.election4j.billing.database.DatabaseSettings;
import io.election4j.billing.demo.process.Child;
import io.election4j.billing.demo.process.DemoFolder;
import io.election4j.billing.demo.process.JavaProcesses;
import io.election4j.billing.demo.process.ProviderControl;
import io.election4j.billing.payment.stripe.StripePayments;
import io.election4j.billing.payment.stripe.StripeSettings;
import io.election4j.billing.replica.Replica;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Opens what the demonstration needs: coordination service, database, payment provider and the processes of replicas.
 * Closing it ends every process and removes every file; any thread may do so, at any time.
 */
final class DemoEnvironment implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TTL = "2s";
    private static final String DATABASE_USER = "billing";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final SecureRandom random = new SecureRandom();
    private final String providerKey = "sk_test_" + secret();
    private final String databasePassword = secret();
    private final DemoFolder demoFolder;
    private final JavaProcesses processes;
    private boolean closed;

    /** @param mainClass the class that every process runs, with the arguments of the command line */
    DemoEnvironment(DemoFolder demoFolder, String mainClass) {
        this.demoFolder = opened(demoFolder);
        this.processes = new JavaProcesses(
                demoFolder.folder(),
                mainClass,
                Map.of("BILLING_PROVIDER_KEY", providerKey, "BILLING_DATABASE_PASSWORD", databasePassword));
    }

    /** Registers a resource for closing; closes it at once if the environment is closed already. */
    private synchronized <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        if (closed) {
            closeAll();
            demoFolder.close();
            throw new DemoException("The demonstration was stopped.");
        }
        return resource;
    }

    JavaProcesses processes() {
        return processes;
    }

    /** Returns the address of the coordination service; starts one unless the settings name it. */
    BackendUri backend(BackendUri wanted) {
        BackendUri uri = wanted;
        if (wanted.hosts().isEmpty()) {
            LocalServer server = opened(
                    BackendProvider.forScheme(wanted.scheme()).startLocalServer(demoFolder.subfolder("coordination")));
            uri = BackendUri.parse(server.uri());
        }
        Map<String, String> options = new HashMap<>(wanted.options());
        options.putIfAbsent("ttl", TTL);
        // Uses a namespace of its own: what an earlier demonstration left on a shared service must not take part.
        String namespace = wanted.namespace() + "/demo-" + secret().substring(0, 8);
        return new BackendUri(uri.scheme(), uri.hosts(), "", namespace, options);
    }

    LeaderWatch watch(BackendUri backend) {
        return opened(opened(Elections.connect(backend.toString())).watch(Replica.ELECTION, leader -> {}));
    }

    String databaseUrl() {
        return "jdbc:h2:file:" + demoFolder.folder().resolve("billing") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
    }

    /**
     * Opens the database in this process, which no fault kills, so that it serves the database to the other processes.
     */
    Database database() {
        return opened(Database.open(DatabaseSettings.of(databaseUrl(), DATABASE_USER, databasePassword)));
    }

    /** Starts the payment provider in a process of its own; it need not be ready yet. */
    Child startProvider(List<String> arguments) {
        return processes.start("provider", arguments, line -> line.startsWith("http://"));
    }

    /** Waits until the payment provider is ready. */
    Provider awaitProvider(Child child) throws InterruptedException {
        long start = System.nanoTime();
        while (child.ready().isEmpty()) {
            if (!child.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new DemoException("The payment provider did not start.");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        URI uri = URI.create(child.ready().orElseThrow().trim());
        return new Provider(
                uri,
                child,
                new ProviderControl(uri, providerKey),
                new StripePayments(StripeSettings.of(uri, providerKey)));
    }

    /** Holds a running payment provider. */
    record Provider(URI uri, Child child, ProviderControl control, StripePayments payments) {}

    /** Returns the log of each process. */
    List<Path> logs() {
        try (Stream<Path> files = Files.list(demoFolder.folder())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    DemoFolder demoFolder() {
        return demoFolder;
    }

    /** Closes the processes first, then the resources, last opened first. A second call is harmless. */
    @Override
    public synchronized void close() {
        closed = true;
        processes.close();
        closeAll();
    }

    private void closeAll() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception problem) {
                LoggerFactory.getLogger(DemoEnvironment.class).warn("Could not clean up completely.", problem);
            }
        }
    }

    private String secret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
