/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests each combination of options on servers with Consul's own limits: one term as long as nothing fails. */
class OptionsTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(12);
    private static @Nullable ConsulCluster servers;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = ConsulCluster.start(1, directory);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private static String uri(String namespace, String options) {
        return "consul://" + servers().hosts() + "/" + namespace + "?" + options;
    }

    @Test
    void oneTermLastsWithEachCombinationOfOptions() {
        List<String> combinations = List.of(
                "ttl=6s",
                "ttl=10s",
                "ttl=2m",
                "ttl=10s&lock-delay=5s",
                "ttl=6s&lock-delay=60s",
                "ttl=2m&lock-delay=60s",
                "ttl=6s&serf-health=false",
                "ttl=6s&session=ttl",
                "ttl=6s&session=ttl&lock-delay=3s",
                "ttl=10s&session=ttl",
                "ttl=2m&session=ttl");
        List<Elections> opened = new ArrayList<>();
        try {
            List<Candidacy> candidacies = new ArrayList<>();
            for (String options : combinations) {
                Elections elections = Elections.connect(uri("options", options));
                opened.add(elections);
                candidacies.add(elections.enter("e" + opened.size(), "a", Term::awaitEnd));
            }
            candidacies.forEach(each -> Wait.until("it leads", () -> each.term().isPresent()));
            List<Long> tokens = candidacies.stream().map(OptionsTest::token).toList();
            Wait.during(LONG_ENOUGH, "the terms of " + combinations, () -> {
                List<Long> present =
                        candidacies.stream().map(OptionsTest::token).toList();
                assertThat(present).isEqualTo(tokens);
                return true;
            });
        } finally {
            opened.forEach(Elections::close);
        }
    }

    private static long token(Candidacy candidacy) {
        return candidacy.term().map(Term::fencingToken).orElse(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15s", "1m30s"})
    void theShortestSessionThatServersGrantIsUsed(String shortest, @TempDir Path directory) {
        Duration least = shortest.equals("15s") ? Duration.ofSeconds(15) : Duration.ofSeconds(90);
        try (ConsulCluster strict = new ConsulSetup().shortestSession(least).start(1, directory)) {
            for (String options : List.of("ttl=2s&session=ttl", "ttl=2s")) {
                String uri = "consul://" + strict.hosts() + "/strict?" + options;
                try (Backend backend = new ConsulProvider().connect(BackendUri.parse(uri));
                        RenewedCampaign leader =
                                RenewedCampaign.stand(backend, "e-" + options.length(), "a", Duration.ofSeconds(2))) {
                    leader.awaitToken();
                    boolean matters = options.contains("session=ttl");
                    assertThat(backend.notice().isPresent()).isEqualTo(matters);
                    if (matters) {
                        assertThat(backend.notice().orElseThrow())
                                .contains("no session shorter than " + least.toSeconds() + "s");
                    }
                    leader.leave();
                }
            }
        }
    }

    @Test
    void aServiceThatGrantsWhatIsAskedForGivesNoNotice() {
        try (Backend backend = new ConsulProvider().connect(BackendUri.parse(uri("granted", "ttl=10s&session=ttl")));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "election", "a", Duration.ofSeconds(10))) {
            leader.awaitToken();
            assertThat(backend.notice()).isEmpty();
            leader.leave();
        }
    }

    /** The state does not change, except when the service does not answer in time on a busy machine. */
    @Test
    void aSeatReleasedWithoutTheFlagsOfALockStaysRefused() throws Exception {
        String uri = uri("foreign", "ttl=2s");
        try (Elections one = Elections.connect(uri);
                Elections two = Elections.connect(uri)) {
            Candidacy leader = one.enter("election", "a", Term::awaitEnd);
            Wait.until("it leads", () -> leader.term().isPresent());
            Candidacy next = two.enter("election", "b", Term::awaitEnd);
            Wait.until(
                    "b stands in line",
                    () -> Wait.of(one.candidates("election")).size() == 2);
            ForeignClient foreign = new ForeignClient(servers(), "foreign");
            String session = foreign.sessionOf("election").orElseThrow();
            servers().call("PUT", "/v1/kv/foreign/election/.lock?release=" + session, "x");
            for (Candidacy each : List.of(leader, next)) {
                Wait.until("it is refused", () -> each.status().state() == State.REFUSED);
            }
            Set<String> seen = new TreeSet<>();
            Wait.during(Duration.ofSeconds(8), "time passes", () -> {
                for (Candidacy each : List.of(leader, next)) {
                    seen.add(each.status().state() + " " + each.status().problem());
                }
                return true;
            });
            assertThat(seen).allSatisfy(status -> assertThat(status)
                    .containsPattern("^REFUSED |^UNREACHABLE .* does not answer"));
            assertThat(next.status().problem().orElseThrow()).contains("for another purpose than a lock");
            foreign.deleteSeat("election");
            Wait.until(
                    "one leads", () -> leader.term().isPresent() || next.term().isPresent());
        }
    }

    /** The request finds the leader by the name and the number that the seat shows. */
    @Test
    void aLeaderWhoseSeatWasWrittenOverCanBeAskedToResign() throws Exception {
        try (Elections elections = Elections.connect(uri("graffiti", "ttl=2s"));
                Elections other = Elections.connect(uri("graffiti", "ttl=2s"))) {
            Candidacy leader = elections.enter("election", "a", Term::awaitEnd);
            Wait.until("it leads", () -> leader.term().isPresent());
            new ForeignClient(servers(), "graffiti").overwriteSeat("election");
            Wait.until("the seat shows its term", () -> {
                String seat = servers().call("GET", "/v1/kv/graffiti/election/.lock", "");
                return token(leader) > 0 && seat.contains("\"ModifyIndex\":" + token(leader) + "}");
            });
            long before = token(leader);
            Wait.of(other.askToResign("election"));
            Wait.until("it has resigned", () -> token(leader) != before);
        }
    }
}
