/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.runtime.SerialThread.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialThreadTest {
    private final SerialThread thread = SerialThread.start("test-serial");
    private final List<Object> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        thread.stop();
    }

    /** Waits until all tasks submitted before have run. */
    private void settle() throws Exception {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        assertThat(thread.execute(() -> settled.complete(null))).isTrue();
        settled.get(30, SECONDS);
    }

    @Test
    void tasksRunInOrderOnOneThread() throws Exception {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        numbers.forEach(number -> thread.execute(() -> done.add(number)));
        settle();
        assertThat(done).isEqualTo(numbers);
    }

    @Test
    void afterATaskThrowsTheNextOneRunsOnTheSameThread() throws Exception {
        thread.execute(() -> done.add(Thread.currentThread()));
        for (Error thrown : List.of(new OutOfMemoryError("on purpose"), new StackOverflowError(), new LinkageError())) {
            thread.execute(() -> {
                throw thrown;
            });
        }
        thread.execute(() -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    throw new IllegalStateException("no message");
                }
            };
        });
        thread.execute(() -> done.add(Thread.currentThread()));
        settle();
        assertThat(done).hasSize(2);
        assertThat(done.get(1)).isSameAs(done.get(0));
    }

    @Test
    void timersRunInTheOrderOfTheirTimes() throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        thread.after(Duration.ofMillis(60), () -> {
            done.add(3);
            last.countDown();
        });
        thread.after(Duration.ofMillis(30), () -> done.add(2));
        thread.execute(() -> done.add(1));
        assertThat(last.await(30, SECONDS)).isTrue();
        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void aDueTimerRunsBeforeATaskThatIsGivenLater() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        thread.execute(() -> awaitQuietly(busy));
        thread.execute(() -> done.add("given before"));
        thread.after(Duration.ofNanos(1), () -> done.add("due"));
        long since = System.nanoTime();
        while (System.nanoTime() - since < 1_000) {
            Thread.onSpinWait();
        }
        thread.execute(() -> done.add("given after"));
        busy.countDown();
        settle();
        assertThat(done).containsExactly("given before", "due", "given after");
    }

    @Test
    void aTimerThatIsCancelledIsForgotten() throws Exception {
        Timer timer = thread.after(Duration.ofMillis(20), () -> done.add("cancelled"));
        assertThat(timer.isPending()).isTrue();
        timer.cancel();
        assertThat(timer.isPending()).isFalse();
        CountDownLatch later = new CountDownLatch(1);
        thread.after(Duration.ofMillis(60), later::countDown);
        assertThat(later.await(30, SECONDS)).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void aTimerWithTheLargestDelayDoesNotOverflow() throws Exception {
        Timer timer = thread.after(Duration.ofSeconds(Long.MAX_VALUE), () -> done.add("too soon"));
        settle();
        assertThat(timer.isPending()).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void aPeriodicTaskContinuesAfterAFailure() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        thread.every(Duration.ofMillis(1), () -> {
            thrice.countDown();
            throw new IllegalStateException("on purpose");
        });
        assertThat(thrice.await(30, SECONDS)).isTrue();
    }

    @Test
    void anInterruptDoesNotEndTheThread() throws Exception {
        CompletableFuture<Thread> itself = new CompletableFuture<>();
        thread.execute(() -> itself.complete(Thread.currentThread()));
        itself.get(30, SECONDS).interrupt();
        settle();
        settle();
        assertThat(itself.get().isAlive()).isTrue();
    }

    @Test
    void closingRunsGivenTasksAndDropsTimers() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        thread.execute(() -> awaitQuietly(busy));
        thread.execute(() -> done.add("given"));
        thread.after(Duration.ofNanos(1), () -> done.add("timer"));
        thread.close();
        assertThat(thread.execute(() -> done.add("late"))).isFalse();
        assertThat(thread.after(Duration.ZERO, () -> done.add("late")).isPending())
                .isFalse();
        assertThat(thread.awaitEnd(Duration.ofMillis(1))).isFalse();
        busy.countDown();
        assertThat(thread.awaitEnd(Duration.ofSeconds(30))).isTrue();
        assertThat(done).containsExactly("given");
    }

    @Test
    void stoppingDropsTasksThatHaveNotBegun() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        thread.execute(() -> awaitQuietly(busy));
        thread.execute(() -> done.add("given"));
        thread.stop();
        busy.countDown();
        assertThat(thread.awaitEnd(Duration.ofSeconds(30))).isTrue();
        assertThat(done).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
