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

/** Runs requests on daemon threads, as many as the dispatchers allow at the same time. Thread-safe. */
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

    /**
     * Makes a thread. If it cannot start, the request fails as rejected: after an error, the client would miscount its
     * requests.
     */
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
        // its messages may contain data of a request
        thread.setUncaughtExceptionHandler((where, thrown) ->
                log.error("the HTTP client failed with {}", thrown.getClass().getName()));
        return thread;
    }

    @Override
    public void close() {
        service.shutdown();
    }
}
