/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.Leader;
import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests elections in which etcd's own tools take part. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NativeElectionTest {
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final Duration SAMPLING = Duration.ofMillis(60);
    private static final int HANDOVERS = 10;
    private static final Pattern CREATED = Pattern.compile("\"CreateRevision\" : (\\d+)");

    private Path directory;
    private EtcdCluster cluster;

    @BeforeAll
    void startServer(@TempDir Path temporary) {
        directory = temporary;
        cluster = EtcdCluster.start(1, temporary.resolve("server"));
    }

    @AfterAll
    void stopServer() {
        cluster.close();
    }

    private Backend connect() {
        return Connecting.to(cluster.uri("native", TTL));
    }

    @Test
    void electionsAreSharedWithEtcdctlElect() throws Exception {
        takeTurns("elect", "native/shared", "etcdctl");
    }

    @Test
    void electionsAreSharedWithEtcdctlLock() throws Exception {
        takeTurns("lock", "native/shared-lock");
    }

    /** Checks in each sample that exactly one candidate leads, of either kind. */
    private void takeTurns(String... arguments) throws Exception {
        String election = arguments[1].substring("native/".length());
        try (Backend backend = connect()) {
            RenewedCampaign ours = RenewedCampaign.stand(backend, election, "ours", TTL);
            long token = ours.awaitToken();
            for (int i = 0; i < HANDOVERS / 2; i++) {
                RenewedCampaign leader = ours;
                assertThat(tokenOfLeader(election)).isEqualTo(token);
                try (NativeCandidate etcdctl = NativeCandidate.start(cluster, directory, arguments)) {
                    awaitCandidates(election, 2);
                    Wait.during(SAMPLING, "only ours leads", () -> !etcdctl.leads() && !leader.isLost());
                    leader.leave();
                    etcdctl.awaitLead();
                    RenewedCampaign next = RenewedCampaign.stand(backend, election, "ours", TTL);
                    awaitCandidates(election, 2);
                    Wait.during(SAMPLING, "only etcdctl leads", () -> etcdctl.leads() && !next.hasWon());
                    etcdctl.resign();
                    long nextToken = next.awaitToken();
                    assertThat(nextToken).isGreaterThan(token);
                    token = nextToken;
                    etcdctl.awaitEnd();
                    ours = next;
                }
            }
            ours.leave();
        }
    }

    private void awaitCandidates(String election, int count) {
        Wait.until(
                count + " candidates",
                () -> cluster.ctl("get", "native/" + election + "/", "--prefix", "--keys-only")
                                .lines()
                                .filter(line -> !line.isBlank())
                                .count()
                        == count);
    }

    private long tokenOfLeader(String election) {
        Matcher created = CREATED.matcher(cluster.ctl(
                "get",
                "native/" + election + "/",
                "--prefix",
                "--sort-by=CREATE",
                "--order=ASCEND",
                "--limit=1",
                "-w",
                "fields"));
        assertThat(created.find()).isTrue();
        return Long.parseLong(created.group(1));
    }

    @Test
    void watchesSeeNativeLeadersWithTheirTokens() throws Exception {
        try (Backend backend = connect();
                NativeCandidate etcdctl =
                        NativeCandidate.start(cluster, directory, "elect", "native/watched", "a native")) {
            etcdctl.awaitLead();
            Leader seen = Wait.of(backend.leaderOtherThan("watched", Optional.empty()))
                    .orElseThrow();
            assertThat(seen).isEqualTo(new Leader("a native", tokenOfLeader("watched")));
            var change = backend.leaderOtherThan("watched", Optional.of(seen));
            etcdctl.resign();
            assertThat(Wait.of(change)).isEmpty();
        }
    }

    @Test
    void nativeCandidatesAreListedAmongTheOthers() throws Exception {
        try (Backend backend = connect();
                NativeCandidate elect =
                        NativeCandidate.start(cluster, directory, "elect", "native/listed", "a native")) {
            elect.awaitLead();
            try (RenewedCampaign ours = RenewedCampaign.stand(backend, "listed", "ours", TTL)) {
                ours.awaitRenewals(1);
                try (NativeCandidate lock = NativeCandidate.start(cluster, directory, "lock", "native/listed")) {
                    awaitCandidates("listed", 3);
                    String keys = cluster.ctl("get", "native/listed/", "--prefix", "--keys-only", "--sort-by=CREATE");
                    String unnamed = keys.strip().substring(keys.strip().lastIndexOf('/') + 1);
                    assertThat(Wait.of(backend.candidates("listed"))).containsExactly("a native", "ours", unnamed);
                    lock.resign();
                    lock.awaitEnd();
                }
                elect.resign();
                ours.awaitToken();
                assertThat(Wait.of(backend.candidates("listed"))).containsExactly("ours");
                ours.leave();
            }
        }
    }

    @Test
    void etcdctlSeesOurLeader() {
        try (Backend backend = connect();
                RenewedCampaign leader = RenewedCampaign.stand(backend, "seen", "ours", TTL)) {
            long token = leader.awaitToken();
            assertThat(tokenOfLeader("seen")).isEqualTo(token);
            assertThat(cluster.ctl("get", "native/seen/", "--prefix", "--print-value-only"))
                    .isEqualTo("ours\n");
            leader.leave();
            assertThat(cluster.ctl("get", "native/seen/", "--prefix")).isEmpty();
        }
    }

    @Test
    void anOlderKeyWithoutALeaseIsNamed() {
        cluster.ctl("put", "native/blocked/config", "x");
        try (Backend backend = connect();
                RenewedCampaign candidate = RenewedCampaign.stand(backend, "blocked", "a", TTL)) {
            candidate.awaitFailure();
            assertThat(candidate.failure())
                    .isInstanceOfSatisfying(ElectionException.class, problem -> assertThat(problem.kind())
                            .isEqualTo(Kind.REFUSED))
                    .hasMessageContaining("native/blocked/config");
            assertThat(candidate.hasWon()).isFalse();
            cluster.ctl("del", "native/blocked/config");
            candidate.awaitToken();
            candidate.awaitRenewals(1);
            candidate.leave();
        }
    }

    @Test
    void anElectionOfANestedNamespaceIsSeparate() {
        try (Backend above = connect();
                Backend below = Connecting.to(cluster.uri("native/nested", TTL));
                RenewedCampaign inner = RenewedCampaign.stand(below, "inner", "a", TTL)) {
            inner.awaitToken();
            try (RenewedCampaign outer = RenewedCampaign.stand(above, "nested", "b", TTL)) {
                outer.awaitToken();
                assertThat(Wait.of(above.candidates("nested"))).containsExactly("b");
                assertThat(Wait.of(above.leaderOtherThan("nested", Optional.empty())))
                        .map(Leader::candidateId)
                        .hasValue("b");
                outer.leave();
            }
            inner.leave();
        }
    }
}
