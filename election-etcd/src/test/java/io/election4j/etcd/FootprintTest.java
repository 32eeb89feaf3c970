/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a connection leaves behind. */
@Isolated("counts the threads of this process")
class FootprintTest {
    private static final Duration TTL = Duration.ofSeconds(5);

    /** The last three belong to libraries for as long as the process lives. */
    private static final List<String> NOT_OURS = List.of(
            "test-",
            "junit",
            "process reaper",
            "FailsafeDelayScheduler",
            "CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool");

    @Test
    void aClosedConnectionLeavesNoThreadBehind(@TempDir Path directory) {
        try (LocalServer server = new EtcdProvider().startLocalServer(directory)) {
            Set<Thread> before = liveThreads();
            for (int i = 0; i < 3; i++) {
                try (Backend backend = connect(server);
                        Renewed candidate = Renewed.stand(backend, "threads", "a", TTL)) {
                    candidate.awaitToken();
                    assertThat(newThreads(before)).isNotEmpty().allMatch(Thread::isDaemon);
                }
            }
            awaitNoNewThreads(before);
        }
    }

    @Test
    void aConnectionThatNeverWasLeavesNoThreadBehind() {
        Set<Thread> before = liveThreads();
        try (Backend backend = new EtcdProvider().connect(BackendUri.parse("etcd://127.0.0.1:1?ttl=1s"))) {
            Wait.failureOf(backend.campaign("threads", "a", TTL).renew());
        }
        awaitNoNewThreads(before);
    }

    @Test
    void aClosedConnectionLeavesTheSeatToOthersAtOnce(@TempDir Path directory) {
        Duration longTtl = Duration.ofMinutes(5);
        try (LocalServer server = new EtcdProvider().startLocalServer(directory);
                Backend next = connect(server)) {
            Backend backend = connect(server);
            Wait.of(backend.campaign("seat", "a", longTtl).won());
            backend.close();
            Wait.of(next.campaign("seat", "b", longTtl).won());
        }
    }

    private static void awaitNoNewThreads(Set<Thread> before) {
        try {
            Wait.until("all threads have ended", () -> newThreads(before).isEmpty());
        } catch (AssertionError late) {
            throw new AssertionError("still there: " + newThreads(before), late);
        }
    }

    private static Backend connect(LocalServer server) {
        return new EtcdProvider().connect(BackendUri.parse(server.uri() + "?ttl=5s"));
    }

    private static Set<Thread> liveThreads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    private static Set<Thread> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }
}
