/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests servers that are restored to an earlier state while candidates lead and wait: one leads soon, and the others
 * wait.
 */
class RestoredElectionsTest {
    private static final Duration TTL = Duration.ofSeconds(10);

    /** Much longer than a restore takes, so that an earlier deadline has not passed yet. */
    private static final Duration LONG_TTL = Duration.ofSeconds(16);

    private static final Duration SHORT_TTL = Duration.ofSeconds(4);
    private static final Duration BOUND = Duration.ofSeconds(20);

    /** Defines the actions of an election's candidates before the copy, and between copy and restore. */
    private record Scene(
            String election, Consumer<CandidateGroup> beforeTheCopy, Consumer<CandidateGroup> sinceTheCopy) {}

    private static final List<Scene> SCENES = List.of(
            new Scene("nothing-happened", group -> group.enterAll("a", "b"), group -> {}),
            new Scene("handed-over", group -> group.enterAll("a", "b"), CandidateGroup::handOver),
            new Scene("handed-over-and-back", group -> group.enterAll("a", "b"), group -> {
                group.handOver();
                group.handOver();
            }),
            new Scene("leader-withdrew", group -> group.enterAll("a", "b"), group -> group.withdraw("a")),
            new Scene("leader-entered-again", group -> group.enter("a"), group -> {
                group.withdraw("a");
                group.enterAll("a", "b");
            }),
            new Scene("first-in-line-withdrew", group -> group.enterAll("a", "b", "c"), group -> group.withdraw("b")),
            new Scene("last-in-line-withdrew", group -> group.enterAll("a", "b"), group -> group.withdraw("b")),
            new Scene("line-came-later", group -> group.enter("a"), group -> group.enterAll("b", "c")),
            new Scene("all-came-later", group -> {}, group -> group.enterAll("a", "b")),
            new Scene("line-moved-on", group -> group.enterAll("a", "b", "c", "d"), group -> {
                group.handOver();
                group.handOver();
                group.withdraw("c");
            }),
            new Scene(
                    "session-of-the-leader-ended", group -> group.enterAll("gone", "b"), group -> group.forget("gone")),
            new Scene(
                    "session-in-the-line-ended",
                    group -> group.enterAll("a", "gone", "c"),
                    group -> group.forget("gone")),
            new Scene("only-session-ended", group -> group.enter("gone"), group -> {
                group.forget("gone");
                group.enterAll("a", "b");
            }),
            new Scene("session-of-the-leader-is-new", group -> group.enter("a"), group -> {
                group.withdraw("a");
                group.enterAll("new", "b");
            }),
            new Scene("session-in-the-line-is-new", group -> group.enter("a"), group -> group.enterAll("new", "c")));

    @TempDir
    private Path directory;

    private final Map<String, Elections> connections = new TreeMap<>();

    private Elections connection(String candidate) {
        return Objects.requireNonNull(connections.get(candidate));
    }

    @AfterEach
    void disconnect() {
        connections.values().forEach(Elections::close);
    }

    private void connect(Ensemble servers, Duration ttl, String... candidates) {
        for (String candidate : candidates) {
            connections.put(candidate, Elections.connect(servers.uriThroughRoutes("restored", ttl)));
        }
    }

    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 3})
    void inEveryElectionOneLeadsAndTheOthersAreNextAfterARestore(int size) throws Exception {
        Map<Scene, CandidateGroup> groups = new LinkedHashMap<>();
        try (Ensemble servers = new Ensemble(size, directory)) {
            connect(servers, TTL, "a", "b", "c", "d", "gone", "observer");
            for (Scene scene : SCENES) {
                CandidateGroup group = new CandidateGroup(scene.election(), connections, connection("observer"));
                groups.put(scene, group);
                scene.beforeTheCopy().accept(group);
                if (!group.names().isEmpty()) {
                    group.leader();
                }
            }
            Ensemble.Backup backup = servers.backup();
            connection("gone").close();
            connections.remove("gone");
            connect(servers, TTL, "new");
            groups.forEach((scene, group) -> {
                scene.sinceTheCopy().accept(group);
                group.leader();
            });
            servers.restoreAndGoOn(backup);
            long restored = System.nanoTime();
            groups.values().forEach(group -> group.awaitOrder(BOUND.minusNanos(System.nanoTime() - restored)));
            groups.values().forEach(group -> group.assertAllLeadInTurn(BOUND));
            groups.values().forEach(CandidateGroup::assertNoTwoTermsWereValidTogether);
            groups.values().forEach(CandidateGroup::assertTokensHaveRisen);
        } finally {
            groups.values().forEach(CandidateGroup::close);
        }
    }

    /** The leader's node is not in the copy, and the leader does not learn of that before its deadline. */
    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 3})
    void nobodyWinsBeforeTheLastProofOfALeaderThatIsCutOffEnds(int size) throws Exception {
        try (Ensemble servers = new Ensemble(size, directory);
                FaultProxy route = servers.route()) {
            connections.put(
                    "a",
                    Elections.connect(
                            "zookeeper://127.0.0.1:" + route.port() + "/restored?ttl=" + LONG_TTL.toSeconds() + "s"));
            connections.put("b", Elections.connect(servers.uriThroughRoutes("restored", LONG_TTL)));
            try (CandidateGroup group = new CandidateGroup("cut-off", connections, connection("b"))) {
                group.enter("b");
                group.leader();
                group.withdraw("b");
                Ensemble.Backup backup = servers.backup();
                group.enter("a");
                Candidacy former = group.leader();
                Candidacy next = group.enter("b");
                route.cut();
                servers.restoreAndGoOn(backup);
                Wait.until(BOUND, "the next leads", () -> next.term().isPresent());
                assertThat(former.term()).isEmpty();
                route.mend();
                group.awaitOrder(BOUND);
                group.assertNoTwoTermsWereValidTogether();
            }
        }
    }

    /**
     * Servers continue to count transactions from the copy, three of them from the number of their last change of
     * leader in the copy.
     */
    @ParameterizedTest(name = "{0} servers")
    @ValueSource(ints = {1, 3})
    void aProcessRefusesATokenThatWentBackAndOthersLead(int size) throws Exception {
        try (Ensemble servers = new Ensemble(size, directory)) {
            Ensemble.Backup backup = servers.backup();
            ServerProcess leading = servers.leader();
            leading.kill();
            leading.start();
            servers.awaitServing();
            servers.write();
            connect(servers, SHORT_TTL, "a", "b");
            try (CandidateGroup group = new CandidateGroup("token", connections, connection("b"))) {
                Candidacy former = group.enter("a");
                long token = group.leader().term().orElseThrow().fencingToken();
                servers.restore(backup);
                Wait.holds(BOUND, "the token is refused", () -> assertThat(former.status())
                        .matches(status -> status.state() == State.REFUSED)
                        .extracting(status -> status.problem().orElse(""), STRING)
                        .contains("the fencing token went back from " + token + " to "));
                group.forget("a");
                group.enter("b");
                group.awaitOrder(BOUND);
                former.close();
            }
        }
    }

    @ParameterizedTest(name = "the leading server: {0}")
    @ValueSource(booleans = {false, true})
    void aServerOfThreeThatIsPutBackCatchesUp(boolean leading) throws Exception {
        try (Ensemble servers = new Ensemble(3, directory)) {
            connect(servers, LONG_TTL, "a", "b", "c");
            try (CandidateGroup group = new CandidateGroup("one-of-three", connections, connection("c"))) {
                group.enterAll("a", "b");
                group.leader();
                Ensemble.Backup backup = servers.backup();
                group.handOver();
                group.handOver(); // to a node that is not in the copy
                group.enter("c");
                List<String> line = group.names();
                Candidacy leader = group.leader();
                Optional<Term> term = leader.term();
                ServerProcess older =
                        leading ? servers.leader() : servers.followers().get(0);
                servers.setBack(older, backup);
                try (Elections reader = Elections.connect(servers.uriOf(older, "restored"))) {
                    Wait.until("it knows who stands", () -> Wait.of(reader.candidates("one-of-three"))
                            .equals(line));
                }
                assertThat(leader.term()).isEqualTo(term);
                group.awaitOrder(BOUND);
                group.assertAllLeadInTurn(BOUND);
                group.assertNoTwoTermsWereValidTogether();
                group.assertTokensHaveRisen();
            }
        }
    }
}
