/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.ServiceTampering.Snapshot;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a snapshot that is restored while candidates lead and wait: within a bound, one leads and the others wait. */
class RestoredSnapshotTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Integer, ConsulCluster> CLUSTERS = new TreeMap<>();

    @BeforeAll
    static void startServers(@TempDir Path directory) throws IOException {
        for (int size : new int[] {1, 3}) {
            Path home = Files.createDirectory(directory.resolve("of-" + size));
            CLUSTERS.put(size, ConsulCluster.start(size, home));
        }
    }

    @AfterAll
    static void stopServers() {
        CLUSTERS.values().forEach(ConsulCluster::close);
    }

    /** Holds candidates in an election of their own, each with a connection of its own. */
    private static final class Scene implements AutoCloseable {
        private final ConsulCluster servers;
        private final String namespace = "restored-" + UUID.randomUUID();
        private final List<Elections> connections = new ArrayList<>();
        private final Map<String, Candidacy> candidacies = new TreeMap<>();

        Scene(int servers, int candidates) {
            this.servers = Objects.requireNonNull(CLUSTERS.get(servers));
            for (int i = 0; i < candidates; i++) {
                connections.add(Elections.connect("consul://" + this.servers.hosts() + "/" + namespace));
            }
        }

        Candidacy enter(int connection) {
            String id = String.valueOf((char) ('a' + connection));
            Candidacy entered = connections.get(connection).enter("election", id, Term::awaitEnd);
            candidacies.put(id, entered);
            Wait.until(id + " leads or stands in line", () -> names().contains(id));
            return entered;
        }

        void withdraw(int connection) {
            candidacies.remove(String.valueOf((char) ('a' + connection))).close();
        }

        /** Restores the state before a task, so that the servers lose its effects and the processes do not. */
        void restoreAfter(Runnable meanwhile) throws Exception {
            Snapshot snapshot = new ForeignClient(servers, namespace).snapshot().orElseThrow();
            meanwhile.run();
            snapshot.restore();
            awaitOrder();
        }

        /** Makes the leader hand over to the next candidate. */
        void handOver() {
            Wait.until("all stand", () -> names().size() == candidacies.size());
            Candidacy leader = leader();
            leader.term().ifPresent(Term::resign);
            Wait.until("another leads", () -> candidacies.values().stream()
                    .anyMatch(each -> each != leader && each.term().isPresent()));
        }

        Candidacy leader() {
            Wait.until("one leads", () -> leaders().size() == 1);
            return leaders().get(0);
        }

        private List<Candidacy> leaders() {
            return candidacies.values().stream()
                    .filter(each -> each.term().isPresent())
                    .toList();
        }

        private List<String> names() {
            return Wait.of(connections.get(0).candidates("election"));
        }

        /** Waits until the keys are those of all candidates only, and the leader's token is that of the seat. */
        void awaitOrder() {
            Wait.holds(BOUND, "one leads, the others stand in line", () -> {
                assertThat(leaders()).as("leaders").hasSize(1);
                assertThat(names()).containsExactlyInAnyOrderElementsOf(candidacies.keySet());
                List<JsonNode> held = held();
                assertThat(held).as("entries").hasSameSizeAs(candidacies.keySet());
                assertThat(held.stream()
                                .filter(entry -> entry.path("Key").asText().endsWith("/.lock"))
                                .map(seat -> seat.path("ModifyIndex").asLong()))
                        .containsExactly(leaders().get(0).term().orElseThrow().fencingToken());
            });
        }

        private List<JsonNode> held() throws IOException {
            List<JsonNode> held = new ArrayList<>();
            for (JsonNode entry :
                    JSON.readTree(servers.call("GET", "/v1/kv/" + namespace + "/election/?recurse&consistent", ""))) {
                if (entry.has("Session") && !entry.path("Key").asText().contains("/.left/")) {
                    held.add(entry);
                }
            }
            return held;
        }

        @Override
        public void close() {
            connections.forEach(Elections::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLeaderInTheSnapshotWaitsByNow(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 2)) {
            scene.enter(0);
            scene.enter(1);
            scene.leader();
            scene.restoreAfter(() -> {
                scene.handOver();
                Wait.until("a stands in line", () -> scene.names().equals(List.of("b", "a")));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theSeatIsFreeInTheSnapshot(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 2)) {
            scene.enter(0);
            scene.leader();
            scene.connections.get(0).enter("other", "a", Term::awaitEnd); // keeps the session
            scene.withdraw(0);
            scene.restoreAfter(() -> {
                scene.enter(0);
                scene.leader();
                scene.enter(1);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLeaderInTheSnapshotHasWithdrawnAndKeepsItsSession(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 2)) {
            scene.enter(0);
            scene.leader();
            scene.connections.get(0).enter("other", "a", Term::awaitEnd);
            scene.enter(1);
            scene.restoreAfter(() -> {
                scene.withdraw(0);
                scene.leader();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theWaitingCandidatesAreNotInTheSnapshot(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 3)) {
            scene.enter(0);
            scene.leader();
            scene.restoreAfter(() -> {
                scene.enter(1);
                scene.enter(2);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theElectionIsNotInTheSnapshot(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 2)) {
            scene.restoreAfter(() -> {
                scene.enter(0);
                scene.leader();
                scene.enter(1);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theSnapshotHoldsAnEarlierTermOfTheLeader(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 2)) {
            scene.enter(0);
            scene.leader();
            scene.enter(1);
            scene.restoreAfter(() -> {
                scene.handOver();
                scene.handOver();
                Wait.until("a leads again", () -> scene.names().equals(List.of("a", "b")));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theQueueOfFiveHasAdvancedSinceTheSnapshot(int servers) throws Exception {
        try (Scene scene = new Scene(servers, 5)) {
            IntStream.range(0, 5).forEach(scene::enter);
            scene.leader();
            scene.restoreAfter(() -> {
                scene.handOver();
                scene.handOver();
                scene.handOver();
            });
        }
    }
}
