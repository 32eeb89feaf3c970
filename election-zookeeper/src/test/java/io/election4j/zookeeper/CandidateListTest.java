/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.Renewed;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryOneTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is said to stand where others than ours put nodes, too. */
class CandidateListTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final String PATH = "/billing/invoices";

    private @Nullable EmbeddedServer server;
    private @Nullable CuratorFramework curator;
    private @Nullable Backend backend;

    @BeforeEach
    void connect() {
        EmbeddedServer started = EmbeddedServer.temporary();
        server = started;
        curator = CuratorFrameworkFactory.newClient(started.address(), 20_000, 10_000, new RetryOneTime(100));
        curator().start();
        String uri = started.uri() + "/billing?ttl=" + TTL.toMillis() + "ms";
        backend = new ZooKeeperProvider().connect(BackendUri.parse(uri));
    }

    @AfterEach
    void disconnect() {
        backend().close();
        curator().close();
        Objects.requireNonNull(server).close();
    }

    private CuratorFramework curator() {
        return Objects.requireNonNull(curator);
    }

    private Backend backend() {
        return Objects.requireNonNull(backend);
    }

    @Test
    void plainLatchesAndOtherNodesAreToldAmongTheCandidates() throws Exception {
        try (Renewed ours = Renewed.stand(backend(), "invoices", "ours", TTL);
                LeaderLatch named = new LeaderLatch(curator(), PATH, "native");
                LeaderLatch unnamed = new LeaderLatch(curator(), PATH)) {
            ours.awaitToken();
            named.start();
            Wait.until("the latch stands in line", () -> named.getParticipants().size() == 2);
            unnamed.start();
            Wait.until("both stand in line", () -> named.getParticipants().size() == 3);
            String node = unnamed.getOurPath().substring(PATH.length() + 1);
            assertThat(Wait.of(backend().candidates("invoices"))).containsExactly("ours", "native", node);
            curator().create().forPath(PATH + "/a-note", new byte[0]);
            assertThat(Wait.of(backend().candidates("invoices"))).containsExactly("ours", "native", node, "a-note");
        }
    }

    @Test
    void aHundredCandidatesAreToldInOrder() throws Exception {
        curator().create().creatingParentsIfNeeded().forPath(PATH, new byte[0]);
        for (int i = 0; i < 100; i++) {
            curator().create().forPath(PATH + "/_c_x-latch-%010d".formatted(i), ("c" + i).getBytes(UTF_8));
        }
        assertThat(Wait.of(backend().candidates("invoices")))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "c" + i).toList());
    }
}
