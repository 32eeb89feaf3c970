/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.scenario;

import io.election4j.harness.bench.Plan;
import io.election4j.harness.bench.ScenarioContext;
import io.election4j.harness.peer.CandidateProcess;
import io.election4j.harness.peer.PeerEvent;
import io.election4j.harness.peer.PeerEvent.Kind;
import io.election4j.harness.result.Metrics;
import io.election4j.harness.result.Party;
import io.election4j.harness.result.ScenarioIds;
import io.election4j.harness.result.ScenarioInfo;
import io.election4j.harness.result.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Measures handovers of one election among many candidates. */
final class ManyCandidates implements Scenario {
    private static final int PROCESSES = 2;
    private static final int CONNECTIONS = 10;
    private static final Duration WINDOW = Duration.ofMillis(500);
    private static final int HANDOVERS = 10;

    /** Long, so that renewals do not hide the requests of a handover. */
    private static final Duration TTL = Duration.ofSeconds(30);

    @Override
    public ScenarioInfo info() {
        return new ScenarioInfo(
                ScenarioIds.CANDIDATES,
                "Many candidates in one election",
                "Does a handover get slower and noisier the more processes stand by?",
                "All candidates stand for one election, in two processes with up to ten connections each. The leader leaves, "
                        + "and the requests that the servers count within half a second, less those of an idle half second "
                        + "before, are what the handover cost; with a time to live of 30 s, so that signs of life are few.");
    }

    @Override
    public boolean isQuick() {
        return false;
    }

    @Override
    public boolean strainsServers() {
        return true;
    }

    @Override
    public Duration estimate(Plan plan, String backend) {
        return plan.crowds().stream()
                .map(size -> Duration.ofMillis(2 * (4_000 + 10L * size + 1_800L * handovers(plan))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static int handovers(Plan plan) {
        return Math.max(3, Math.min(HANDOVERS, plan.runs() / 2));
    }

    @Override
    public void run(ScenarioContext context) {
        for (int size : context.plan().crowds()) {
            for (Party party : context.parties()) {
                context.attempt(candidates(size), party, each -> measure(context, each, size));
            }
        }
    }

    private static void measure(ScenarioContext context, Party party, int size) throws Exception {
        try (Gathering gathering = new Gathering(context, party, size)) {
            gathering.enterAll();
            for (int i = 0; i < handovers(context.plan()); i++) {
                gathering.handOver();
            }
        }
    }

    private static String candidates(int size) {
        return size + " candidates";
    }

    /** All candidates of one election. */
    private static final class Gathering implements AutoCloseable {
        private final ScenarioContext context;
        private final Party party;
        private final int size;
        private final String election;
        private final int connections;
        private final List<CandidateProcess> processes = new ArrayList<>();
        private final Map<String, CandidateProcess> standing = new HashMap<>();
        private final BlockingQueue<PeerEvent> wins = new LinkedBlockingQueue<>();
        private int entered;

        Gathering(ScenarioContext context, Party party, int size) {
            this.context = context;
            this.party = party;
            this.size = size;
            this.election = context.newElection();
            this.connections = Math.max(1, Math.min(CONNECTIONS, size / PROCESSES));
            for (int i = 0; i < PROCESSES; i++) {
                CandidateProcess process =
                        context.start(party, "crowd", context.deployment().hosts(), TTL);
                processes.add(process);
                process.open(connections);
                process.listen(this::hear);
            }
        }

        private void hear(PeerEvent event) {
            if (event.kind() == Kind.WON) {
                wins.add(event);
            }
        }

        void enterAll() {
            for (int i = 0; i < size; i++) {
                enter();
            }
            standing.forEach((key, process) -> process.await(Kind.DONE, key));
            StableState.inLine();
        }

        private void enter() {
            int number = entered++;
            String key = election + "-" + number;
            CandidateProcess process = processes.get(number % PROCESSES);
            process.enter(key, number / PROCESSES % connections, election);
            standing.put(key, process);
        }

        void handOver() throws Exception {
            String leader = latestWin().key();
            long idle = requestsDuring(() -> {}).orElse(0);
            long[] moments = new long[2];
            OptionalLong busy = requestsDuring(() -> {
                CandidateProcess process = Objects.requireNonNull(standing.remove(leader));
                process.leave(leader);
                moments[0] = process.await(Kind.DONE, leader).number(0);
                PeerEvent win = nextWin();
                moments[1] = win.nanos();
                wins.add(win); // it is the leader of the next round
            });
            record(moments[0], moments[1], busy, idle);
            enter();
            StableState.inLine();
        }

        private void record(long left, long won, OptionalLong busy, long idle) {
            String setting = candidates(size);
            if (won < left) {
                context.omit(setting, party, "at times another candidate won before the leader was asked to leave");
                return;
            }
            context.addSpan(party, Metrics.LEAVE_TO_NEXT_TERM, setting, left, won);
            if (busy.isPresent()) {
                double requests = Math.max(0, busy.getAsLong() - idle);
                context.add(party, Metrics.REQUESTS_PER_HANDOVER, setting, Unit.COUNT, requests);
            }
        }

        private OptionalLong requestsDuring(Runnable task) throws Exception {
            OptionalLong before = context.deployment().probe().requests();
            long start = System.nanoTime();
            task.run();
            StableState.pause(WINDOW.minusNanos(System.nanoTime() - start));
            OptionalLong after = context.deployment().probe().requests();
            return before.isPresent() && after.isPresent()
                    ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                    : OptionalLong.empty();
        }

        /** Returns the newest win. Its candidate leads, unless the leader has just changed by itself. */
        private PeerEvent latestWin() {
            PeerEvent latest = nextWin();
            for (PeerEvent later = wins.poll(); later != null; later = wins.poll()) {
                latest = later;
            }
            return latest;
        }

        private PeerEvent nextWin() {
            try {
                PeerEvent win = wins.poll(60, TimeUnit.SECONDS);
                if (win == null) {
                    throw new IllegalStateException("nobody has taken over within 60 s");
                }
                return win;
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(ending);
            }
        }

        @Override
        public void close() {
            processes.forEach(CandidateProcess::close);
        }
    }
}
