/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon threads on which requests run; as many as the dispatchers allow at once. Thread-safe. */
final class HttpThreads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpThreads.class);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final ExecutorService service = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            HttpThreads::thread);

    ExecutorService service() {
        return service;
    }

    /** Where no thread can be started the request fails as rejected: the client would lose count of an error. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "election-consul-http") {
            @Override
            public synchronized void start() {
                try {
                    super.start();
                } catch (OutOfMemoryError outOfThreads) {
                    throw new RejectedExecutionException(outOfThreads);
                }
            }
        };
        thread.setDaemon(true);
        // its texts may hold what a request held
        thread.setUncaughtExceptionHandler((where, thrown) ->
                log.error("the HTTP client failed with {}", thrown.getClass().getName()));
        return thread;
    }

    @Override
    public void close() {
        service.shutdown();
    }
}
