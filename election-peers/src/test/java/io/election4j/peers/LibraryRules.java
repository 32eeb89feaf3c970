/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerCluster;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests the rules that every library must keep to be measured. */
interface LibraryRules {
    /** Long enough for Consul's lock-delay. */
    Duration LONG = Duration.ofSeconds(50);

    /** Names of threads to ignore. The last ones belong to libraries for as long as the process lives. */
    List<String> NOT_OURS = List.of(
            "test-",
            "junit",
            "process reaper",
            "FailsafeDelayScheduler",
            "CompletableFutureDelayScheduler",
            "ForkJoinPool.commonPool",
            "OkHttp TaskRunner",
            "Okio Watchdog",
            "event-executor-");

    Library library();

    ServerCluster cluster();

    Duration ttl();

    /** Makes the service end the session or the lease of the leader that is connected by {@code line}. */
    void endSession(FaultProxy line, Ballot next) throws Exception;

    private Peer connect() throws Exception {
        return library().connect(List.of(cluster().hosts().split(",")), ttl());
    }

    private Peer connect(FaultProxy line) throws Exception {
        return library().connect(List.of("127.0.0.1:" + line.port()), ttl());
    }

    @Test
    default void theTitleNamesTheVersion() {
        assertThat(library().title()).matches(".* \\d+\\.\\d+\\.\\d+");
    }

    @Test
    default void theFirstWinsTheSecondWaitsUntilTheFirstLeaves() throws Exception {
        Ballot first = new Ballot();
        Ballot second = new Ballot();
        try (Peer one = connect();
                Peer other = connect()) {
            Peer.Stand leader = one.enter("handover", "first", first);
            Wait.until("the first wins", () -> first.wins() == 1);
            Peer.Stand next = other.enter("handover", "second", second);
            Wait.during(Duration.ofMillis(300), "the first leads alone", () -> second.wins() == 0);
            assertThat(leader.believesToLead()).isTrue();
            assertThat(next.believesToLead()).isFalse();
            leader.leave();
            Wait.until("the second wins", () -> second.wins() == 1);
            assertThat(leader.believesToLead()).isFalse();
            assertThat(next.believesToLead()).isTrue();
            assertThat(first.losses()).isZero();
        }
        assertThat(second.losses()).isZero();
    }

    @Test
    default void aWaitingCandidateThatLeavesDoesNotWinLater() throws Exception {
        Ballot second = new Ballot();
        Ballot third = new Ballot();
        try (Peer one = connect();
                Peer other = connect()) {
            Ballot first = new Ballot();
            Peer.Stand leader = one.enter("waiting", "first", first);
            Wait.until("the first wins", () -> first.wins() == 1);
            Peer.Stand waiting = other.enter("waiting", "second", second);
            Wait.during(Duration.ofMillis(300), "it waits", () -> second.wins() == 0);
            waiting.leave();
            one.enter("waiting", "third", third);
            leader.leave();
            Wait.until("the third wins", () -> third.wins() == 1);
            assertThat(second.wins()).isZero();
        }
    }

    @Test
    default void aFollowerIsNotifiedOfTheLeaderAndOfEachChange() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Peer one = connect();
                Peer other = connect()) {
            Peer.Following following = other.follow("followed", told::add);
            Peer.Stand leader = one.enter("followed", "first", new Ballot());
            Wait.until("the first is told", () -> told.equals(List.of("first")));
            Peer.Stand next = other.enter("followed", "second", new Ballot());
            leader.leave();
            Wait.until("the second is told", () -> told.equals(List.of("first", "second")));
            following.close();
            Ballot third = new Ballot();
            one.enter("followed", "third", third);
            next.leave();
            Wait.until("the third wins", () -> third.wins() == 1);
            Wait.during(Duration.ofMillis(300), "nobody listens any more", () -> told.size() == 2);
        }
    }

    @Test
    default void aClosedPeerLeavesNeitherThreadsNorConnectionsNorTheSeatBehind() throws Exception {
        try (FaultProxy line = new FaultProxy(cluster().clientPort(0))) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            Peer peer = connect(line);
            Ballot first = new Ballot();
            peer.enter("closed", "first", first);
            Wait.until("the first wins", () -> first.wins() == 1);
            peer.enter("closed", "waits beside it", new Ballot());
            peer.follow("closed", leader -> {});
            peer.follow("led by nobody", leader -> {});
            Wait.until("there are connections", () -> line.connections() > 0);
            peer.close();
            assertThat(first.losses()).isZero();
            Wait.until("no connection is left", () -> line.connections() == 0);
            awaitNoNewThreads(before);
        }
        Ballot next = new Ballot();
        try (Peer other = connect()) {
            other.enter("closed", "next", next);
            Wait.until("the seat is free", () -> next.wins() == 1);
        }
    }

    private static void awaitNoNewThreads(Set<Thread> before) {
        try {
            Wait.until("all threads have ended", () -> newThreads(before).isEmpty());
        } catch (AssertionError late) {
            throw new AssertionError("still there: " + newThreads(before), late);
        }
    }

    private static Set<Thread> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> NOT_OURS.stream().noneMatch(thread.getName()::startsWith))
                .collect(Collectors.toSet());
    }

    @Test
    default void aLeaderIsToldThatItLostItsSessionAndStandsAgain() throws Exception {
        Ballot first = new Ballot();
        Ballot second = new Ballot();
        try (FaultProxy line = new FaultProxy(cluster().clientPort(0));
                Peer one = connect(line);
                Peer other = connect()) {
            Peer.Stand leader = one.enter("lost", "first", first);
            Wait.until("the first wins", () -> first.wins() == 1);
            Peer.Stand next = other.enter("lost", "second", second);
            Wait.during(Duration.ofMillis(300), "the first leads alone", () -> second.wins() == 0);
            endSession(line, second);
            Wait.until("the first is told", () -> first.losses() == 1);
            Wait.until(LONG, "somebody leads again", () -> first.wins() + second.wins() == 2);
            assertThat(leader.believesToLead()).isEqualTo(first.wins() == 2);
            line.mend();
            next.leave();
            Wait.until("the first wins again", () -> first.wins() == 2 && leader.believesToLead());
            assertThat(first.losses()).isEqualTo(1);
        }
    }
}
