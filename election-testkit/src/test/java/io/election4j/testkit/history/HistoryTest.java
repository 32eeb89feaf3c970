/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.testkit.history.HistoryEvent.Claimed;
import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Ended;
import io.election4j.testkit.history.HistoryEvent.Proven;
import io.election4j.testkit.history.HistoryEvent.Seen;
import io.election4j.testkit.history.HistoryEvent.Used;
import io.election4j.testkit.history.HistoryEvent.Won;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    private Path directory;

    private Path file = Path.of("set before each test");

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("history.jsonl");
    }

    @Test
    void everyKindOfEventIsReadAsItWasRecorded() {
        List<HistoryEvent> events = List.of(
                new Won(1, "run", "a", 7),
                new Elected(2, "run", "a", 7),
                new Proven(3, "run", "a", 7, 50),
                new Claimed(4, "run", "a", 7, 40),
                new Used(5, "run", "node \"1\"\n\u00fc", 7),
                new Ended(6, "run", "a", 7),
                new Seen(7, "run", "observer", "a", 7));
        try (History history = History.appendingTo(file)) {
            events.forEach(history::record);
        }
        assertThat(History.read(file)).isEqualTo(events);
    }

    @Test
    void severalWritersAppendWholeLines() {
        CompletableFuture<?>[] writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> append("writer-" + writer)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(writers).join();
        assertThat(History.read(file))
                .hasSize(400)
                .isSortedAccordingTo((one, other) -> Long.compare(one.at(), other.at()));
    }

    @Test
    void lastLineThatIsNotWholeIsLeftOut() throws Exception {
        append("whole");
        Files.writeString(file, "{\"event\":\"elec", StandardOpenOption.APPEND);
        assertThat(History.read(file)).hasSize(100);
    }

    @Test
    void lineThatIsNoEventIsRefused() throws Exception {
        Files.writeString(file, "nonsense\n");
        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void clockIsTheOneThatWasGiven() {
        try (History history = History.appendingTo(file, () -> 42)) {
            assertThat(history.now()).isEqualTo(42);
        }
    }

    private void append(String candidate) {
        try (History history = History.appendingTo(file)) {
            for (int i = 0; i < 100; i++) {
                history.record(new Used(history.now(), "run", candidate, i));
            }
        }
    }
}
