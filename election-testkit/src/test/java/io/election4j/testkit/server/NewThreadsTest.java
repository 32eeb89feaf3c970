/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads of this process")
class NewThreadsTest {
    private final CountDownLatch end = new CountDownLatch(1);

    private Thread started(String name) {
        Thread thread = new Thread(this::awaitEnd, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNewThreadCountsUntilItEnds() {
        Thread old = started("old");
        NewThreads threads = NewThreads.sinceNow("not meant");
        Thread made = started("made");
        started("not meant-1");
        assertThat(threads.alive()).containsExactly(made).doesNotContain(old);
        threads.awaitAtMost(1);
        end.countDown();
        threads.awaitAtMost(0);
    }

    @Test
    void threadsThatLiveAsLongAsTheProcessDoNotCount() throws Exception {
        NewThreads threads = NewThreads.sinceNow();
        CompletableFuture<Void> timed = new CompletableFuture<Void>().orTimeout(1, TimeUnit.MINUTES);
        assertThat(CompletableFuture.supplyAsync(() -> "", CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
                        .get(1, TimeUnit.MINUTES))
                .isEmpty();
        assertThat(new ProcessBuilder("true").start().waitFor()).isZero();
        assertThat(threads.alive()).isEmpty();
        timed.cancel(false);
    }
}
