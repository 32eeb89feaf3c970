/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a connection costs this process; alone, because it counts threads. */
@Isolated
class FootprintTest {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final int ELECTIONS = 1_000;
    private static final List<String> NOT_OURS = List.of("test-", "junit", "NIOWorkerThread-");

    @Test
    void aThousandElectionsTakeNoMoreThreadsThanOne() {
        EmbeddedServer server = EmbeddedServer.temporary();
        try (Backend backend = connect(server)) {
            backend.campaign("first", "a", TTL).won().join();
            Set<Thread> before = liveThreads();
            try (Crowd leaders = Crowd.stand(backend, "many", ELECTIONS, "a", TTL)) {
                Wait.until(Duration.ofSeconds(60), "all have won", () -> leaders.winners() == ELECTIONS);
                Wait.until(
                        "no more threads than before", () -> newThreads(before).isEmpty());
            }
        } finally {
            server.close();
        }
    }

    @Test
    void aClosedConnectionLeavesNoThreadBehind() {
        EmbeddedServer server = EmbeddedServer.temporary();
        try {
            Set<Thread> before = liveThreads();
            for (int i = 0; i < 3; i++) {
                try (Backend backend = connect(server)) {
                    backend.campaign("threads", "a", TTL).won().join();
                    assertThat(newThreads(before)).isNotEmpty().allMatch(Thread::isDaemon);
                }
            }
            awaitNoNewThreads(before);
        } finally {
            server.close();
        }
    }

    @Test
    void aConnectionThatNeverWasLeavesNoThreadBehind() {
        Set<Thread> before = liveThreads();
        try (Backend backend = new ZooKeeperProvider().connect(BackendUri.parse("zookeeper://127.0.0.1:1?ttl=1s"))) {
            Wait.failureOf(backend.campaign("threads", "a", TTL).renew());
        }
        awaitNoNewThreads(before);
    }

    @Test
    void anEmbeddedServerEndsWithItsConnection() {
        Set<Thread> before = liveThreads();
        try (Backend backend = new ZooKeeperProvider().connect(BackendUri.parse("zookeeper:embedded"))) {
            backend.campaign("threads", "a", TTL).won().join();
        }
        awaitNoNewThreads(before);
    }

    private static void awaitNoNewThreads(Set<Thread> before) {
        try {
            Wait.until("all threads have ended", () -> newThreads(before).isEmpty());
        } catch (AssertionError late) {
            throw new AssertionError("still there: " + newThreads(before), late);
        }
    }

    private static Backend connect(EmbeddedServer server) {
        return new ZooKeeperProvider().connect(BackendUri.parse(server.uri() + "?ttl=10s"));
    }

    private static Set<Thread> liveThreads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    /** Without those of the test itself, and those by which a server in this process answers. */
    private static Set<Thread> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }
}
