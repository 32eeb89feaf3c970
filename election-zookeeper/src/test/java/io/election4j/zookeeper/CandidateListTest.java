/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the list of candidates if other clients also create nodes in the queue. */
class CandidateListTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final String PATH = "/billing/invoices";

    @RegisterExtension
    final EmbeddedElections service = new EmbeddedElections("/billing", TTL);

    @Test
    void plainLatchesAndOtherNodesAreListedAmongTheCandidates() throws Exception {
        try (RenewedCampaign ours = RenewedCampaign.stand(service.backend(), "invoices", "ours", TTL);
                LeaderLatch named = new LeaderLatch(service.curator(), PATH, "native");
                LeaderLatch unnamed = new LeaderLatch(service.curator(), PATH)) {
            ours.awaitToken();
            named.start();
            Wait.until("the latch stands in line", () -> named.getParticipants().size() == 2);
            unnamed.start();
            Wait.until("both stand in line", () -> named.getParticipants().size() == 3);
            String node = unnamed.getOurPath().substring(PATH.length() + 1);
            assertThat(Wait.of(service.backend().candidates("invoices"))).containsExactly("ours", "native", node);
            service.curator().create().forPath(PATH + "/a-note", new byte[0]);
            assertThat(Wait.of(service.backend().candidates("invoices")))
                    .containsExactly("ours", "native", node, "a-note");
        }
    }

    @Test
    void aHundredCandidatesAreListedInOrder() throws Exception {
        service.curator().create().creatingParentsIfNeeded().forPath(PATH, new byte[0]);
        for (int i = 0; i < 100; i++) {
            service.curator().create().forPath(PATH + "/_c_x-latch-%010d".formatted(i), ("c" + i).getBytes(UTF_8));
        }
        assertThat(Wait.of(service.backend().candidates("invoices")))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "c" + i).toList());
    }
}
