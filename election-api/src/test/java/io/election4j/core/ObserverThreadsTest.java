/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests the pool that runs user code. It reads the log, so no other test runs meanwhile. */
@Timeout(60)
@Isolated
class ObserverThreadsTest {
    private final AtomicLong now = new AtomicLong();
    private final ObserverThreads pool = new ObserverThreads(now::get);
    private final CountDownLatch released = new CountDownLatch(1);
    private final LogCapture log = new LogCapture(ObserverThreads.class);

    @AfterEach
    void close() {
        released.countDown();
        pool.close();
        log.close();
    }

    /** Blocks the given number of threads until the end of the test. */
    private void block(int threads) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                blocked.countDown();
                awaitQuietly(released);
            });
        }
        assertThat(blocked.await(30, SECONDS)).isTrue();
    }

    @Test
    void aThreadIsStartedBeforeTheFirstTask() {
        assertThat(threads()).isPositive();
    }

    @Test
    void aThreadIsStartedWhenAllAreBlocked() throws Exception {
        block(ObserverThreads.MOST - 1);
        CountDownLatch told = new CountDownLatch(1);
        pool.execute(told::countDown);
        assertThat(told.await(30, SECONDS)).isTrue();
    }

    @Test
    void thousandsOfWaitingTasksNeedNoMoreThreadsThanTheBound() throws Exception {
        long before = threads();
        block(ObserverThreads.MOST);
        CountDownLatch told = new CountDownLatch(3_000);
        IntStream.range(0, 3_000).forEach(i -> pool.execute(told::countDown));
        assertThat(threads() - before).isLessThan(ObserverThreads.MOST);
        assertThat(told.getCount()).isEqualTo(3_000);

        released.countDown();
        assertThat(told.await(30, SECONDS)).isTrue();
    }

    @Test
    void waitingTasksBeginInOrder() throws Exception {
        block(ObserverThreads.MOST - 1);
        CountDownLatch last = new CountDownLatch(1);
        pool.execute(() -> awaitQuietly(last));
        List<Integer> numbers = IntStream.range(0, 500).boxed().toList();
        List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch told = new CountDownLatch(500);
        numbers.forEach(number -> pool.execute(() -> {
            begun.add(number);
            told.countDown();
        }));
        last.countDown(); // one thread for them all
        assertThat(told.await(30, SECONDS)).isTrue();
        assertThat(begun).isEqualTo(numbers);
    }

    @Test
    void aBlockedPoolIsLoggedOnceUntilItRecovers() throws Exception {
        block(ObserverThreads.MOST);
        CountDownLatch told = new CountDownLatch(1);
        pool.execute(told::countDown);
        pool.check();
        assertThat(log.lines()).isEmpty();

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        pool.check();
        pool.check();
        assertThat(log.lines()).singleElement().asString().contains("1 calls", "32 threads", "must return soon");

        released.countDown();
        assertThat(told.await(30, SECONDS)).isTrue();
        pool.check();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void anExceptionWithoutAReadableMessageEndsNoThread() throws Exception {
        for (int i = 0; i < 2 * ObserverThreads.MOST; i++) {
            pool.execute(() -> {
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message");
                    }
                };
            });
        }
        CountDownLatch told = new CountDownLatch(1);
        pool.execute(told::countDown);
        assertThat(told.await(30, SECONDS)).isTrue();
    }

    @Test
    void aTaskAfterClosingRunsOnTheThreadOfItsCaller() {
        pool.close();
        List<Thread> ran = new ArrayList<>();
        pool.execute(() -> ran.add(Thread.currentThread()));
        assertThat(ran).containsExactly(Thread.currentThread());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("election-observer"))
                .count();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
