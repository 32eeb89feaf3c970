/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulates a payment provider for trials and tests, over HTTP like the real one: the official Stripe SDK works on it
 * unmodified once its API base is set to {@link #uri}.
 *
 * <p>It supports payment intents (create, confirm, cancel, get, list), test payment methods ({@code pm_card_visa},
 * {@code pm_card_chargeDeclined} and similar ones) and idempotency keys. Every effect is in its books before its answer
 * is sent, so that killing it loses nothing. In addition, {@code GET} and {@code POST /sandbox/faults} show and change
 * the faults, by the names of {@link Faults#asMap} as a form or a JSON object, and {@code GET /sandbox/database} shows
 * {@link SandboxTotals}; both need the same API key. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final int MAX_HTTP_THREADS = 32;
    private static final int MIN_HTTP_THREADS = 4;

    private final SandboxDatabase database;
    private final FaultInjector injector;
    private final TransactionBatcher batcher;
    private final RequestProcessor processor;
    private final Javalin app;
    private final URI uri;

    private Sandbox(SandboxSettings settings) {
        this.database = SandboxDatabase.open(settings.booksFile());
        this.injector = new FaultInjector(settings.faults());
        this.batcher = new TransactionBatcher(database.jdbi());
        this.processor = new RequestProcessor(batcher, injector, settings.safeguards(), settings.clock());
        this.app = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.jetty.threadPool = new QueuedThreadPool(MAX_HTTP_THREADS, MIN_HTTP_THREADS);
            new StripeRoutes(processor, settings).addTo(config.routes);
            new AdminRoutes(processor, injector).addTo(config.routes);
        });
        try {
            prune(settings);
            app.start(settings.host(), settings.port());
            this.uri = uri(settings.host(), app.port());
        } catch (RuntimeException e) {
            close();
            throw cannotListen(settings, e);
        }
    }

    /**
     * Opens the books and listens.
     *
     * @throws SandboxException if the port is taken or the books cannot be opened
     */
    public static Sandbox start(SandboxSettings settings) {
        Sandbox sandbox = new Sandbox(settings);
        if (!settings.safeguards().equals(Safeguards.ON)) {
            LOG.warn("This sandbox can charge twice: {}.", settings.safeguards());
        }
        return sandbox;
    }

    /** Returns its address, such as {@code http://127.0.0.1:4242}; the Stripe SDK's API base. */
    public URI uri() {
        return uri;
    }

    /** Replaces the faults from the next request on, and restarts their sequence from the seed. */
    public void changeFaults(Faults faults) {
        injector.set(faults);
    }

    /** Returns the present totals of the books. */
    public SandboxTotals totals() {
        return processor.totals();
    }

    /** Stops listening, finishes pending writes, and closes the books. */
    @Override
    public void close() {
        app.stop();
        processor.close();
        batcher.close();
        database.close();
    }

    private void prune(SandboxSettings settings) {
        database.jdbi().useHandle(handle -> new SavedReplies(handle)
                .prune(settings.clock().millis()));
    }

    private static URI uri(String host, int port) {
        try {
            return new URI("http", null, host, port, null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + host + "' is not a host name.", e);
        }
    }

    private static SandboxException cannotListen(SandboxSettings settings, RuntimeException e) {
        String where = "port " + settings.port() + " of " + settings.host();
        String why = e instanceof JavalinBindException
                ? "it is taken, or may not be opened by this user; choose another, or 0 for any free one"
                : String.valueOf(e.getMessage());
        return new SandboxException("The sandbox cannot listen on " + where + ": " + why + ".", e);
    }
}
