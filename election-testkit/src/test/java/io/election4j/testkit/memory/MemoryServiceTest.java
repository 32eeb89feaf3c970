/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.spi.Campaign;
import io.election4j.testkit.HeldRequests;
import io.election4j.testkit.memory.MemoryService.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests every fault on a clock that the test moves: no test waits. */
class MemoryServiceTest {
    private static final String ELECTION = "run";
    private static final Duration TTL = Duration.ofSeconds(10);

    private final String name = "service-" + UUID.randomUUID();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
    private final MemoryService service = MemoryService.withClock(name, clock::get);
    private final Backend one = connect("");
    private final Backend two = connect("");

    @AfterEach
    void disconnect() {
        one.close();
        two.close();
    }

    @Test
    void candidateIsDroppedWhenItsTimeToLiveIsOverAndNotBefore() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        advance(TTL.minusNanos(1));
        assertThat(service.leader(ELECTION))
                .contains(new Leader("a", leader.won().join()));
        advance(Duration.ofNanos(1));
        assertThat(service.leader(ELECTION)).isEmpty();
        assertThat(leader.lost()).isCompleted();
    }

    @Test
    void renewalCountsTheTimeToLiveAnew() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        advance(TTL.minusNanos(1));
        assertThat(renew(leader)).isCompletedWithValue(TTL);
        advance(TTL.minusNanos(1));
        assertThat(leader.lost()).isNotDone();
    }

    @Test
    void revokedSeatGoesToTheNextWithALargerToken() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        Campaign next = two.campaign(ELECTION, "b", TTL);
        service.revoke(ELECTION);
        assertThat(leader.lost()).isCompleted();
        assertThat(next.won().join()).isGreaterThan(leader.won().join());
        service.revoke("nobody-stands-here");
    }

    @Test
    void endOfASessionEndsEveryCampaignOfItsConnection() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        Campaign elsewhere = one.campaign("elsewhere", "a", TTL);
        Campaign next = two.campaign(ELECTION, "b", TTL);
        service.endSession(ELECTION);
        assertThat(leader.lost()).isCompleted();
        assertThat(elsewhere.lost()).isCompleted();
        assertThat(next.won()).isCompleted();
        service.endSession("nobody-stands-here");
    }

    @Test
    void heldRequestsOfADisconnectedCandidateArriveLate() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        HeldRequests held = service.hold("a", 0, 1);
        CompletableFuture<Void> left = leader.leave();
        CompletableFuture<Duration> following = renew(leader);
        assertThat(left).isNotDone();
        held.stop();
        held.disconnect();
        assertThat(left).isCompletedExceptionally();
        assertThat(following).isCompletedExceptionally();
        assertThat(renew(leader)).as("renewal on a new connection").isCompletedWithValue(TTL);
        held.deliver();
        assertThat(held.isEmpty()).isTrue();
        assertThat(service.leader(ELECTION)).isEmpty();
    }

    @Test
    void entryThatArrivesAfterLeavingIsForgotten() {
        one.campaign("elsewhere", "a", TTL);
        HeldRequests held = service.hold("a", 0, 1);
        Campaign late = one.campaign(ELECTION, "a", TTL);
        held.disconnect();
        assertThat(late.leave()).isCompleted();
        held.deliver();
        assertThat(service.leader(ELECTION)).isEmpty();
        assertThat(two.candidates(ELECTION)).isCompletedWithValue(List.of());
    }

    @Test
    void deletedElectionHasNoCandidates() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        Campaign next = two.campaign(ELECTION, "b", TTL);
        service.delete(ELECTION);
        assertThat(leader.lost()).isCompleted();
        assertThat(next.lost()).isCompleted();
        assertThat(next.won()).isCompletedExceptionally();
        assertThat(service.leader(ELECTION)).isEmpty();
        service.delete(ELECTION);
    }

    @Test
    void restoredSnapshotGivesTheSeatBackToNobodyAndCountsTokensAnew() {
        Campaign former = one.campaign(ELECTION, "a", TTL);
        long token = former.won().join();
        Runnable snapshot = service.snapshot();
        var unused = former.leave();
        Campaign leader = two.campaign(ELECTION, "b", TTL);
        assertThat(leader.won()).isCompleted();
        snapshot.run();
        assertThat(leader.lost()).isCompleted();
        assertThat(service.leader(ELECTION)).contains(new Leader("a", token));
        assertThat(kind(renew(former))).isEqualTo(Kind.REFUSED);
        Campaign next = two.campaign(ELECTION, "c", TTL);
        advance(TTL.minusNanos(1));
        assertThat(renew(next)).isCompleted();
        advance(Duration.ofNanos(1));
        assertThat(next.won().join()).isEqualTo(token + 1);
    }

    @Test
    void lostReplyLeavesAWinWithoutANotification() {
        Campaign before = one.campaign(ELECTION, "a", TTL);
        var unused = before.leave();
        service.loseReplies("a");
        Campaign unsure = one.campaign(ELECTION, "a", TTL);
        var renewal = renew(unsure);
        assertThat(unsure.won()).isNotDone();
        assertThat(service.leader(ELECTION).map(Leader::candidateId)).contains("a");
        service.cutOff("a");
        assertThat(kind(unsure.won())).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(renewal)).isEqualTo(Kind.UNREACHABLE);
        service.restore("a");
        var left = unsure.leave();
        assertThat(left).isCompleted();
        assertThat(service.leader(ELECTION)).isEmpty();
    }

    @Test
    void namespacesAreApartAndTheirElectionsAreWrittenWithASlash() {
        try (Backend other = connect("/billing")) {
            Campaign here = one.campaign(ELECTION, "a", TTL);
            Campaign there = other.campaign(ELECTION, "b", TTL);
            assertThat(there.won().join()).isGreaterThan(here.won().join());
            assertThat(service.leader(ELECTION).map(Leader::candidateId)).contains("a");
            assertThat(service.leader("billing/" + ELECTION).map(Leader::candidateId))
                    .contains("b");
        }
    }

    @Test
    void candidateThatIsCutOffGetsNoAnswerAndLosesItsSeatInTheEnd() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        Campaign next = two.campaign(ELECTION, "b", TTL);
        var watch = one.leaderOtherThan(ELECTION, service.leader(ELECTION));
        service.cutOff("a");
        assertThat(kind(watch)).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(renew(leader))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(leader.leave())).isEqualTo(Kind.UNREACHABLE);
        advance(TTL.minusNanos(1));
        assertThat(renew(next)).isCompleted();
        assertThat(next.won()).isNotDone();
        advance(Duration.ofNanos(1));
        assertThat(next.won()).isCompleted();
    }

    @Test
    void candidateThatIsConnectedAgainGetsTheMissedNotifications() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        Campaign next = two.campaign(ELECTION, "b", TTL);
        service.cutOff("a");
        service.cutOff("b");
        service.revoke(ELECTION);
        assertThat(leader.lost()).isNotDone();
        assertThat(next.won()).isNotDone();
        service.restore("a");
        assertThat(leader.lost()).isCompleted();
        assertThat(next.won()).isNotDone();
        service.restore("b");
        assertThat(next.won()).isCompleted();
    }

    @Test
    void frozenServiceAnswersNothingAndGoesOnWhereItStopped() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        service.behave(Behaviour.FROZEN);
        var renewal = renew(leader);
        Campaign late = two.campaign(ELECTION, "b", TTL);
        var watch = two.leaderOtherThan(ELECTION, Optional.empty());
        advance(TTL.multipliedBy(2));
        assertThat(renewal).isNotDone();
        assertThat(watch).isNotDone();
        assertThat(leader.lost()).isNotDone();
        service.behave(Behaviour.ANSWERING);
        assertThat(renewal).isCompletedWithValue(TTL);
        assertThat(watch).isCompletedWithValue(service.leader(ELECTION));
        assertThat(leader.lost()).isNotDone();
        assertThat(leader.leave()).isCompleted();
        assertThat(late.won()).isCompleted();
    }

    @Test
    void thawedServiceDropsUnrenewedCampaigns() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        service.behave(Behaviour.FROZEN);
        advance(TTL);
        service.behave(Behaviour.ANSWERING);
        assertThat(leader.lost()).isCompleted();
    }

    @Test
    void pendingCallsToAFrozenServiceFailWhenTheirConnectionCloses() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        service.behave(Behaviour.FROZEN);
        var renewal = renew(leader);
        one.close();
        assertThat(kind(renewal)).isEqualTo(Kind.UNREACHABLE);
        service.behave(Behaviour.ANSWERING);
        assertThat(service.leader(ELECTION))
                .as("the service has not heard of the close")
                .isPresent();
        advance(TTL);
        assertThat(service.leader(ELECTION)).isEmpty();
    }

    @Test
    void unreachableAndRefusingServicesAreDistinguished() {
        Campaign leader = one.campaign(ELECTION, "a", TTL);
        var watch = one.leaderOtherThan(ELECTION, service.leader(ELECTION));
        service.behave(Behaviour.REFUSING);
        assertThat(kind(watch)).isEqualTo(Kind.REFUSED);
        assertThat(kind(renew(leader))).isEqualTo(Kind.REFUSED);
        assertThat(kind(two.campaign(ELECTION, "b", TTL).won())).isEqualTo(Kind.REFUSED);
        service.behave(Behaviour.UNREACHABLE);
        assertThat(kind(renew(leader))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(two.leaderOtherThan(ELECTION, Optional.empty()))).isEqualTo(Kind.UNREACHABLE);
        service.behave(Behaviour.ANSWERING);
        assertThat(renew(leader)).isCompleted();
    }

    @Test
    void serviceThatExistsKeepsItsClock() {
        assertThat(MemoryService.named(name)).isSameAs(service);
        assertThatThrownBy(() -> MemoryService.withClock(name, () -> 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name);
    }

    @Test
    void hostsAreRefused() {
        BackendUri uri = BackendUri.parse("memory://localhost:1");
        assertThatThrownBy(() -> new MemoryProvider().connect(uri))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("memory:default");
    }

    private void advance(Duration span) {
        clock.addAndGet(span.toNanos());
        service.expireDue();
    }

    private Backend connect(String namespace) {
        return new MemoryProvider().connect(BackendUri.parse("memory:" + name + namespace));
    }

    private static CompletableFuture<Duration> renew(Campaign campaign) {
        return ((MemoryCampaign) campaign).renew();
    }

    private static Kind kind(CompletableFuture<?> failed) {
        assertThat(failed).isCompletedExceptionally();
        return failed.handle((value, thrown) -> {
                    assertThat(thrown).isInstanceOf(ElectionException.class);
                    return ((ElectionException) thrown).kind();
                })
                .join();
    }
}
