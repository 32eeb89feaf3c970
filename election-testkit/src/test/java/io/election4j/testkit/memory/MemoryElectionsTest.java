/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.TermEnd;
import io.election4j.testkit.memory.MemoryService.Behaviour;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests what an application observes when a memory service fails. */
class MemoryElectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String name = "elections-" + UUID.randomUUID();
    private final String uri = "memory:" + name + "?ttl=1s";
    private final MemoryService service = MemoryService.named(name);
    private final BlockingQueue<TermEnd> ends = new LinkedBlockingQueue<>();

    @Test
    void leaderThatIsCutOffStopsAndAnotherFollows() throws Exception {
        try (Elections one = Elections.connect(uri);
                Elections two = Elections.connect(uri)) {
            Candidacy first = one.enter("run", "first", this::lead);
            Wait.until("the first leads", () -> first.term().isPresent());
            Candidacy second = two.enter("run", "second", this::lead);
            service.cutOff("first");
            assertThat(ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TermEnd.EXPIRED);
            Wait.until("the second leads", () -> second.term().isPresent());
            assertThat(first.term()).isEmpty();
        }
    }

    @Test
    void revokedLeaderLosesItsTerm() throws Exception {
        try (Elections elections = Elections.connect(uri)) {
            Candidacy candidacy = elections.enter("run", "node", this::lead);
            Wait.until("it leads", () -> candidacy.term().isPresent());
            service.revoke("run");
            assertThat(ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TermEnd.LOST);
        }
    }

    @Test
    void statusTellsWhetherTheServiceIsOutOfReachOrRefuses() throws Exception {
        service.behave(Behaviour.UNREACHABLE);
        try (Elections elections = Elections.connect(uri)) {
            Candidacy candidacy = elections.enter("run", "node", this::lead);
            Wait.until("it is cut off", () -> candidacy.status().state() == State.UNREACHABLE);
            service.behave(Behaviour.REFUSING);
            Wait.until("it is refused", () -> candidacy.status().state() == State.REFUSED);
            service.behave(Behaviour.ANSWERING);
            Wait.until("it leads again", () -> candidacy.status().state() == State.LEADING);
        }
    }

    @Test
    void frozenServiceEndsTheTermAndAThawedOneGivesANewOne() throws Exception {
        try (Elections elections = Elections.connect(uri)) {
            Candidacy candidacy = elections.enter("run", "node", this::lead);
            Wait.until("it leads", () -> candidacy.term().isPresent());
            service.behave(Behaviour.FROZEN);
            assertThat(ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(TermEnd.EXPIRED);
            service.behave(Behaviour.ANSWERING);
            Wait.until("it leads", () -> candidacy.term().isPresent());
        }
    }

    @Test
    void threadOfTheServiceExistsOnlyWhileSomebodyStands() throws Exception {
        try (Elections elections = Elections.connect(uri)) {
            Candidacy candidacy = elections.enter("run", "node", this::lead);
            Wait.until("it leads", () -> candidacy.term().isPresent());
            assertThat(serviceThreadExists()).isTrue();
        }
        Wait.until("the service has no thread", () -> !serviceThreadExists());
    }

    private void lead(Term term) throws InterruptedException {
        ends.add(term.awaitEnd());
    }

    private boolean serviceThreadExists() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("memory-service-" + name));
    }
}
