/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests nodes in a queue that belong to no candidate. */
class ForeignNodesTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final String ELECTION = "invoices";
    private static final String PATH = "/foreign/" + ELECTION;

    @RegisterExtension
    final EmbeddedElections service = new EmbeddedElections("/foreign", TTL);

    @Test
    void aForeignPersistentNodeIsNoLeader() throws Exception {
        try (RenewedCampaign ours = RenewedCampaign.stand(service.backend(), ELECTION, "ours", TTL)) {
            Leader leader = new Leader("ours", ours.awaitToken());
            CompletableFuture<Optional<Leader>> next = service.backend().leaderOtherThan(ELECTION, Optional.of(leader));
            service.curator().create().forPath(PATH + "/-stranger", "stranger".getBytes(StandardCharsets.UTF_8));
            ours.leave();
            assertThat(Wait.of(next)).isEmpty();
        }
    }

    @Test
    void aSelectorOnThePathGivesANotice() throws Exception {
        LeaderSelector selector = new LeaderSelector(service.curator(), PATH, new LeaderSelectorListenerAdapter() {
            @Override
            public void takeLeadership(CuratorFramework client) throws InterruptedException {
                Thread.currentThread().join(); // until it is interrupted
            }
        });
        try (Elections elections = Elections.connect(service.uri())) {
            Candidacy candidacy = elections.enter(ELECTION, "ours", Term::awaitEnd);
            Wait.until("ours leads", () -> candidacy.term().isPresent());
            assertThat(candidacy.status().notice()).isEmpty();
            selector.start();
            Wait.until("the selector leads, too", selector::hasLeadership);
            Wait.until("it is said", () -> candidacy
                    .status()
                    .notice()
                    .filter(text -> text.contains("-lock-") && text.contains("may lead at the same time"))
                    .isPresent());
            assertThat(candidacy.term()).isPresent();
            selector.close();
            Wait.until("it is over", () -> candidacy.status().notice().isEmpty());
        }
    }
}
