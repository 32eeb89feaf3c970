/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ProcessPerParty;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.PeerEvent;
import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Measures how long it takes until all followers have received a new leader. */
final class FollowerLatency implements Scenario {
    private static final int FOLLOWERS = 5;

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.WATCH,
                "Watch latency",
                "How soon does everybody else know the new leader?",
                "From the call by which a leader leaves until the last of " + FOLLOWERS
                        + " followers, each on a connection of its own, has been told of the next one: so the handover is "
                        + "part of it. Curator's latch has no event for followers and is asked every 100 ms.");
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    /** After some dozens of followers of etcd's election service have left, no candidate that waits there wins any more. */
    @Override
    public boolean strainsServers() {
        return true;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return Duration.ofMillis(5_000 + 800L * plan.runs());
    }

    @Override
    public void run(ScenarioContext context) {
        try (ProcessPerParty here = ProcessPerParty.start(context, "here", 1);
                ProcessPerParty there = ProcessPerParty.start(context, "there", 1);
                ProcessPerParty followers = ProcessPerParty.start(context, "follows", FOLLOWERS)) {
            for (int run = -2; run < context.plan().runs(); run++) {
                boolean counts = run >= 0;
                here.inTurn(
                        context,
                        party -> change(context, party, here.of(party), there.of(party), followers.of(party), counts));
            }
        }
    }

    private static void change(
            ScenarioContext context,
            Party party,
            CandidateProcess from,
            CandidateProcess to,
            CandidateProcess followers,
            boolean counts) {
        String election = context.newElection();
        String first = "first-" + election;
        String next = "next-" + election;
        Map<String, CompletableFuture<Long>> told = new ConcurrentHashMap<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            told.put(election + "-" + i, new CompletableFuture<>());
        }
        followers.listen(event -> hear(event, next, told));
        from.enter(first, 0, election);
        from.awaitWin(first);
        to.enter(next, 0, election);
        for (int i = 0; i < FOLLOWERS; i++) {
            followers.follow(election + "-" + i, i, election);
        }
        StableState.inLine();
        from.leave(first);
        long left = from.await(Kind.DONE, first).number(0);
        long last =
                told.values().stream().mapToLong(FollowerLatency::await).max().orElseThrow();
        if (counts) {
            context.addSpan(party, Metrics.CHANGE_TO_EVERY_FOLLOWER, FOLLOWERS + " followers", left, last);
        }
        to.leave(next);
        to.await(Kind.DONE, next);
    }

    private static void hear(PeerEvent event, String next, Map<String, CompletableFuture<Long>> told) {
        CompletableFuture<Long> waiting = told.get(event.key());
        if (event.kind() == Kind.LEADER && waiting != null && event.details().contains(next)) {
            waiting.complete(event.nanos());
        }
    }

    private static long await(CompletableFuture<Long> moment) {
        return moment.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
