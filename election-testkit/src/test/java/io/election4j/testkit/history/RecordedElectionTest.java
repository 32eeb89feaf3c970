/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import io.election4j.Leader;
import io.election4j.Term;
import io.election4j.testkit.history.HistoryEvent.Claimed;
import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Ended;
import io.election4j.testkit.history.HistoryEvent.Proven;
import io.election4j.testkit.history.HistoryEvent.Seen;
import io.election4j.testkit.history.HistoryEvent.Used;
import io.election4j.testkit.history.HistoryEvent.Won;
import io.election4j.testkit.memory.MemoryService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records a real run of the engine with faults: the checker must find no violation. */
class RecordedElectionTest {
    private static final String ELECTION = "invoice-run";
    private static final int TERMS = 12;

    private final String service = "recorded-" + UUID.randomUUID();
    private final CountDownLatch terms = new CountDownLatch(TERMS);

    @TempDir
    private Path directory;

    @Test
    void threeCandidatesWithFaultsMakeAHistoryWithoutViolation() throws Exception {
        Path file = directory.resolve("history.jsonl");
        try (History history = History.appendingTo(file)) {
            List<Elections> all = new ArrayList<>();
            Elections observer = Elections.connect(uri(file));
            var watch = observer.watch(ELECTION, seen -> see(history, seen));
            for (int i = 0; i < 3; i++) {
                Elections elections = Elections.connect(uri(file));
                all.add(elections);
                String name = "node-" + i;
                elections.enter(
                        ELECTION,
                        name,
                        new RecordingCandidate(history, ELECTION, name, term -> work(history, name, term)));
            }
            assertThat(terms.await(1, TimeUnit.MINUTES)).as("%s terms", TERMS).isTrue();
            watch.close();
            observer.close();
            all.forEach(Elections::close);
        }
        List<HistoryEvent> events = History.read(file);
        assertThat(HistoryChecker.check(events)).isEmpty();
        assertThat(events)
                .extracting(Object::getClass)
                .contains(Won.class, Elected.class, Proven.class, Claimed.class, Used.class, Ended.class, Seen.class);
        assertThat(events.stream().filter(Elected.class::isInstance).map(HistoryEvent::candidate))
                .contains("node-0", "node-1", "node-2");
    }

    /** Cuts every third term off the service, so that it leads until its deadline; the others resign. */
    private void work(History history, String name, Term term) throws InterruptedException {
        history.record(new Used(history.now(), ELECTION, name, term.fencingToken()));
        if (terms.getCount() % 3 == 0) {
            MemoryService.named(service).cutOff(name);
            term.awaitEnd();
            MemoryService.named(service).restore(name);
        }
        terms.countDown();
    }

    private static void see(History history, Optional<Leader> seen) {
        history.record(new Seen(
                history.now(),
                ELECTION,
                "observer",
                seen.map(Leader::candidateId).orElse(""),
                seen.map(Leader::fencingToken).orElse(0L)));
    }

    private String uri(Path history) {
        return "recorded:" + service + "?ttl=300ms&history=" + history;
    }
}
