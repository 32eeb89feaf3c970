/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.server.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests an administrator that removes one right while candidates lead and wait, and grants it again later. ZooKeeper
 * checks the rights of the election's node only when a candidate's node is created (c) or deleted (d), and when the
 * queue is read (r): a candidate learns of a missing right when it needs it.
 */
class WithdrawnRightsTest {
    private static final Duration TTL = Duration.ofSeconds(6);
    private static final Duration WATCHED = Duration.ofSeconds(2);
    private static final String ROOT = "/rights";
    private static final String NODE = ROOT + "/late";

    /** The message for each right, except those that no candidate needs. */
    private static final Map<Character, String> SENTENCES = Map.of(
            'r', "use " + NODE + ": the right r, to read, is missing",
            'c', "use " + NODE + ": the right c, to create children, is missing",
            'd', "use " + NODE + ": the right d, to delete children, is missing");

    private @Nullable EmbeddedServer server;
    private @Nullable ZooKeeper administrator;
    private @Nullable Map<String, Elections> connections;
    private @Nullable CandidateGroup group;

    @BeforeEach
    void start() throws Exception {
        EmbeddedServer started = EmbeddedServer.temporary();
        server = started;
        administrator = new ZooKeeper(started.address(), 20_000, event -> {});
        administrator.addAuthInfo("digest", "administrator:any".getBytes(StandardCharsets.UTF_8));
        String uri = started.uri() + ROOT + "?ttl=" + TTL.toMillis() + "ms";
        connections = Map.of("a", Elections.connect(uri), "b", Elections.connect(uri));
        group = new CandidateGroup("late", connections(), connection("a"));
    }

    @AfterEach
    void stop() throws Exception {
        group().close();
        connections().values().forEach(Elections::close);
        administrator().close();
        Objects.requireNonNull(server).close();
    }

    private Map<String, Elections> connections() {
        return Objects.requireNonNull(connections);
    }

    private Elections connection(String id) {
        return Objects.requireNonNull(connections().get(id));
    }

    private ZooKeeper administrator() {
        return Objects.requireNonNull(administrator);
    }

    private CandidateGroup group() {
        return Objects.requireNonNull(group);
    }

    /** Sets the rights of other clients; the administrator has all. */
    private void allow(String path, int rights) throws Exception {
        administrator()
                .setACL(
                        path,
                        new ArrayList<>(
                                List.of(new ACL(rights, Ids.ANYONE_ID_UNSAFE), new ACL(Perms.ALL, Ids.AUTH_IDS))),
                        -1);
    }

    private void takeAway(String path, char right) throws Exception {
        allow(path, Perms.ALL & ~bit(right));
    }

    /** Grants all rights; checks that refused candidates stand again, and all lead in turn. */
    private void giveBack(String path) throws Exception {
        allow(path, Perms.ALL);
        group().awaitOrder(Wait.PATIENCE);
        group().assertAllLeadInTurn(Wait.PATIENCE);
        group().assertNoTwoTermsWereValidTogether();
        group().assertTokensHaveRisen();
    }

    private static void awaitRefused(Candidacy candidacy, char right) {
        awaitRefused(candidacy, Objects.requireNonNull(SENTENCES.get(right)));
    }

    private static void awaitRefused(Candidacy candidacy, String reason) {
        Wait.holds(Wait.PATIENCE, "it is told why", () -> {
            assertThat(candidacy.status().state()).isEqualTo(State.REFUSED);
            assertThat(candidacy.status().problem().orElse("")).contains(reason);
        });
    }

    private static void goesOn(String what, Candidacy candidacy, State state) {
        Wait.until(what, () -> candidacy.status().state() == state);
        Wait.during(
                WATCHED,
                what,
                () -> candidacy.status().state() == state
                        && candidacy.status().problem().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(chars = {'r', 'w', 'c', 'd', 'a'})
    void aLeaderGoesOnLeading(char right) throws Exception {
        Candidacy leader = group().enter("a");
        Term term = group().leader().term().orElseThrow();
        takeAway(NODE, right);
        goesOn("leads", leader, State.LEADING);
        term.resign();
        if (SENTENCES.containsKey(right)) {
            awaitRefused(leader, right);
        } else {
            Wait.until("leads again", () -> leader.term().isPresent());
        }
        giveBack(NODE);
    }

    @ParameterizedTest
    @ValueSource(chars = {'w', 'c', 'd', 'a'})
    void aWaitingCandidateGoesOnWaitingAndWins(char right) throws Exception {
        Candidacy leader = group().enter("a");
        group().leader();
        Candidacy next = group().enter("b");
        takeAway(NODE, right);
        goesOn("waits", next, State.WAITING);
        leader.term().ifPresent(Term::resign);
        Wait.until("the next leads", () -> next.term().isPresent());
        if (SENTENCES.containsKey(right)) {
            awaitRefused(leader, right);
        }
        giveBack(NODE);
    }

    @Test
    void aWaitingCandidateWithoutTheRightToReadTheQueueIsRefused() throws Exception {
        Candidacy leader = group().enter("a");
        Term term = group().leader().term().orElseThrow();
        Candidacy next = group().enter("b");
        takeAway(NODE, 'r');
        awaitRefused(next, 'r');
        assertThat(term.isValid()).as("the term of the leader").isTrue();
        assertThat(leader.status().problem()).isEmpty();
        giveBack(NODE);
    }

    /** The latch notices the missing right when it becomes first, before any other code does. */
    @Test
    void aNextCandidateWithoutTheRightToReadTheQueueIsRefused() throws Exception {
        Candidacy leader = group().enter("a");
        group().leader();
        Candidacy next = group().enter("b");
        takeAway(NODE, 'r');
        leader.term().ifPresent(Term::resign);
        awaitRefused(next, 'r');
        awaitRefused(leader, 'r');
        giveBack(NODE);
    }

    @ParameterizedTest
    @ValueSource(chars = {'r', 'c', 'd'})
    void aWaitingCandidateThatLeavesBlocksNobody(char right) throws Exception {
        Candidacy leader = group().enter("a");
        group().leader();
        group().enter("b");
        takeAway(NODE, right);
        group().withdraw("b");
        Wait.until(
                "nobody but the leader stands",
                () -> administrator().exists(NODE, false).getNumChildren() == 1);
        assertThat(leader.term()).isPresent();
        allow(NODE, Perms.ALL);
        group().enter("b");
        giveBack(NODE);
    }

    /**
     * A proof reads the candidate's own node. Without that right the term ends by its deadline; the server does not
     * report the deletion of the node to the next candidate, so either of them leads next.
     */
    @Test
    void aLeaderWithoutTheRightToReadItsOwnNodeLosesTheTerm() throws Exception {
        Candidacy leader = group().enter("a");
        Term term = group().leader().term().orElseThrow();
        group().enter("b");
        String node = NODE + "/"
                + QueueOrder.first(administrator().getChildren(NODE, false)).orElseThrow();
        takeAway(node, 'r');
        String reason = "use " + node + ": the right r, to read, is missing";
        Wait.until("it is told why", () -> leader.status().problem().orElse("").contains(reason));
        Wait.until("the term ends", () -> !term.isValid());
        giveBack(NODE);
    }

    /** On the namespace's node only the right to create is needed, and only by the first candidate of an election. */
    @ParameterizedTest
    @ValueSource(chars = {'r', 'w', 'c', 'd', 'a'})
    void theRightsOfTheNamespaceConcernNewElectionsOnly(char right) throws Exception {
        Candidacy leader = group().enter("a");
        group().leader();
        Candidacy next = group().enter("b");
        takeAway(ROOT, right);
        goesOn("leads", leader, State.LEADING);
        leader.term().ifPresent(Term::resign);
        Wait.until("the next leads", () -> next.term().isPresent());
        Candidacy other = connection("a").enter("new", "a", Term::awaitEnd);
        if (right == 'c') {
            awaitRefused(other, "use " + ROOT + ": the right c, to create children, is missing");
        } else {
            Wait.until("the new election has a leader", () -> other.term().isPresent());
        }
        giveBack(ROOT);
        Wait.until("the new election has a leader now", () -> other.term().isPresent());
        other.close();
    }

    private static int bit(char right) {
        return switch (right) {
            case 'c' -> Perms.CREATE;
            case 'r' -> Perms.READ;
            case 'w' -> Perms.WRITE;
            case 'd' -> Perms.DELETE;
            default -> Perms.ADMIN;
        };
    }
}
