/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests elections in which plain Curator latches and other clients take part. */
class NativeLatchTest {
    private static final Duration TTL = Duration.ofSeconds(4);
    private static final String ELECTION = "invoices";
    private static final String PATH = "/apps/billing/" + ELECTION;

    @RegisterExtension
    final EmbeddedElections service = new EmbeddedElections("/apps/billing", TTL);

    private RenewedCampaign stand(String candidateId) {
        return RenewedCampaign.stand(service.backend(), ELECTION, candidateId, TTL);
    }

    private String onlyNode() throws Exception {
        return PATH + "/" + service.curator().getChildren().forPath(PATH).get(0);
    }

    @Test
    void theTokenIsTheTransactionThatCreatedTheNode() throws Exception {
        try (RenewedCampaign leader = stand("ours")) {
            long token = leader.awaitToken();
            Stat stat = service.curator().checkExists().forPath(onlyNode());
            assertThat(token).isEqualTo(stat.getCzxid());
            assertThat(service.curator().getData().forPath(onlyNode()))
                    .asString()
                    .isEqualTo("ours");
        }
    }

    @Test
    void renewalsChangeNothing() throws Exception {
        try (RenewedCampaign leader = stand("ours")) {
            leader.awaitToken();
            Stat before = service.curator().checkExists().forPath(onlyNode());
            leader.awaitRenewals(3);
            assertThat(service.curator().checkExists().forPath(onlyNode())).isEqualTo(before);
        }
    }

    @Test
    void aPlainLatchWaitsForOursAndFollowsIt() throws Exception {
        try (RenewedCampaign ours = stand("ours");
                LeaderLatch latch = new LeaderLatch(service.curator(), PATH, "native")) {
            ours.awaitToken();
            latch.start();
            Wait.until(
                    "the latch sees our leader", () -> latch.getLeader().getId().equals("ours"));
            Wait.until("the latch stands in line", () -> latch.getParticipants().size() == 2);
            assertThat(latch.hasLeadership()).isFalse();
            ours.leave();
            Wait.until("the latch leads", latch::hasLeadership);
        }
    }

    @Test
    void oursWaitsForAPlainLatchAndFollowsIt() throws Exception {
        LeaderLatch latch = new LeaderLatch(service.curator(), PATH, "native");
        latch.start();
        Wait.until("the latch leads", latch::hasLeadership);
        Stat stat = service.curator().checkExists().forPath(latch.getOurPath());
        try (RenewedCampaign ours = stand("ours")) {
            ours.awaitRenewals(2);
            assertThat(Wait.of(service.backend().leaderOtherThan(ELECTION, Optional.empty())))
                    .contains(new Leader("native", stat.getCzxid()));
            assertThat(ours.campaign().won()).isNotDone();
            latch.close();
            assertThat(ours.awaitToken()).isGreaterThan(stat.getCzxid());
        }
    }

    @Test
    void tenHandoversBetweenOursAndPlainLatchesNeverSeeTwoLeaders() throws Exception {
        BlockingQueue<Term> terms = new LinkedBlockingQueue<>();
        try (LeaderSampler sampler = new LeaderSampler();
                Elections elections = Elections.connect(service.uri())) {
            elections.enter(ELECTION, "ours", term -> {
                sampler.ours(term);
                terms.add(term);
                term.awaitEnd();
            });
            for (int i = 0; i < 5; i++) {
                Term ours = Objects.requireNonNull(terms.poll(20, TimeUnit.SECONDS), "a term of ours");
                try (LeaderLatch latch = new LeaderLatch(service.curator(), PATH, "native-" + i)) {
                    sampler.latch(latch);
                    latch.start();
                    awaitInQueue(2);
                    assertThat(latch.hasLeadership()).isFalse();
                    ours.resign();
                    Wait.until("the latch leads", latch::hasLeadership);
                    awaitInQueue(2);
                    assertThat(terms).isEmpty();
                }
            }
            assertThat(terms.poll(20, TimeUnit.SECONDS)).as("the last term").isNotNull();
            assertThat(sampler.overlaps()).as("instants with two leaders").isZero();
            assertThat(sampler.samplesOfOurs()).as("instants with ours").isPositive();
            assertThat(sampler.samplesOfLatches()).as("instants with a latch").isPositive();
        }
    }

    private void awaitInQueue(int number) {
        Wait.until(
                number + " stand in line",
                () -> service.curator().getChildren().forPath(PATH).size() == number);
    }

    @Test
    void aPlainLatchWithoutANameIsShownByItsNode() throws Exception {
        try (LeaderLatch latch = new LeaderLatch(service.curator(), PATH)) {
            latch.start();
            Wait.until("the latch leads", latch::hasLeadership);
            Leader leader = Wait.of(service.backend().leaderOtherThan(ELECTION, Optional.empty()))
                    .orElseThrow();
            assertThat(PATH + "/" + leader.candidateId()).isEqualTo(latch.getOurPath());
        }
    }

    @Test
    void aNodeThatSomebodyDeletesIsLostAtOnce() throws Exception {
        try (RenewedCampaign leader = stand("ours")) {
            leader.awaitToken();
            long start = System.nanoTime();
            service.curator().delete().forPath(onlyNode());
            Wait.of(leader.campaign().lost());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TTL.dividedBy(2));
        }
    }

    @Test
    void aPlaceInTheQueueThatSomebodyDeletesIsLostAtOnce() throws Exception {
        try (LeaderLatch latch = new LeaderLatch(service.curator(), PATH, "native")) {
            latch.start();
            Wait.until("the latch leads", latch::hasLeadership);
            try (RenewedCampaign ours = stand("ours")) {
                ours.awaitRenewals(1);
                String node = service.curator().getChildren().forPath(PATH).stream()
                        .map(child -> PATH + "/" + child)
                        .filter(each -> !each.equals(latch.getOurPath()))
                        .findFirst()
                        .orElseThrow();
                service.curator().delete().forPath(node);
                Wait.of(ours.campaign().lost());
            }
        }
    }

    /** A write of another client uses up the watch that would have told the next candidate that it is first. */
    @Test
    void theNextCandidateTakesOverAfterAForeignWriteToTheLeadersNode() throws Exception {
        try (RenewedCampaign leader = stand("ours");
                Elections elections = Elections.connect(service.uri())) {
            leader.awaitToken();
            CompletableFuture<Term> next = new CompletableFuture<>();
            elections.enter(ELECTION, "next", term -> {
                next.complete(term);
                term.awaitEnd();
            });
            Wait.until(
                    "the next stands in line",
                    () -> service.curator().getChildren().forPath(PATH).size() == 2);
            String first = PATH + "/"
                    + QueueOrder.first(service.curator().getChildren().forPath(PATH))
                            .orElseThrow();
            // long enough for the next to have set its watch before the last write
            Wait.during(TTL.dividedBy(2), "writes", () -> {
                service.curator().setData().forPath(first, new byte[] {'x'});
                return true;
            });
            leader.leave();
            assertThat(Wait.of(next).isValid()).isTrue();
        }
    }

    @Test
    void aForeignNodeThatBlocksTheQueueIsNamed() throws Exception {
        service.curator().create().creatingParentsIfNeeded().forPath(PATH + "/-stranger");
        try (RenewedCampaign ours = stand("ours")) {
            Wait.until("the node is named", () -> String.valueOf(ours.failure()).contains(PATH + "/-stranger"));
            assertThat(ours.campaign().won()).isNotDone();
            service.curator().delete().forPath(PATH + "/-stranger");
        }
        try (RenewedCampaign again = stand("again")) {
            again.awaitToken();
        }
    }

    @Test
    void nothingIsLeftWhenTheServiceHasConfirmedThatACandidateLeft() throws Exception {
        service.curator().create().creatingParentsIfNeeded().forPath(PATH);
        for (int i = 0; i < 50; i++) {
            Wait.of(service.backend().campaign(ELECTION, "hasty-" + i, TTL).leave());
            assertThat(service.curator().getChildren().forPath(PATH)).isEmpty();
        }
    }

    /** The service ends a session that another client closes; its password follows from its number. */
    @Test
    void aSessionThatTheServiceEndsIsLost() throws Exception {
        try (RenewedCampaign leader = stand("ours")) {
            leader.awaitToken();
            long session = service.curator().checkExists().forPath(onlyNode()).getEphemeralOwner();
            byte[] password = new byte[16];
            new Random(session ^ 0xB3415C00L).nextBytes(password);
            CountDownLatch connected = new CountDownLatch(1);
            ZooKeeper thief = new ZooKeeper(
                    service.server().address(), 10_000, event -> connected.countDown(), session, password);
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(thief.getSessionId()).isEqualTo(session);
            thief.close();
            Wait.of(leader.campaign().lost());
        }
        try (RenewedCampaign again = stand("again")) {
            again.awaitToken();
        }
    }

    @Test
    void electionsRecoverWhenTheirFolderIsDeleted() throws Exception {
        try (RenewedCampaign leader = stand("ours")) {
            leader.awaitToken();
            service.curator().delete().deletingChildrenIfNeeded().forPath("/apps");
            Wait.of(leader.campaign().lost());
        }
        try (RenewedCampaign again = stand("again")) {
            again.awaitToken();
            again.awaitRenewals(1);
        }
    }
}
