/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.Elections;
import io.election4j.Term;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ConsulSetup;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a late release never makes two terms valid at the same instant. */
class LateReleaseTest {
    private static final Duration STORM = Duration.ofSeconds(10);
    private static final Duration AFTERMATH = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static @Nullable ConsulCluster started;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        started = new ConsulSetup()
                .configuration("{\"autopilot\": {\"cleanup_dead_servers\": false}}")
                .start(3, directory);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    @BeforeEach
    void allServe() {
        servers().awaitReady();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(started);
    }

    private static int indexOf(ServerProcess member) {
        return servers().members().indexOf(member);
    }

    private static String address(ServerProcess member) {
        return "127.0.0.1:" + servers().clientPort(indexOf(member));
    }

    private static Candidacy enter(Elections elections, String election, String id) {
        return elections.enter(election, id, Term::awaitEnd);
    }

    private static long awaitToken(Candidacy candidacy) {
        Wait.until(RECOVERY, "it leads", () -> candidacy.term().isPresent());
        return candidacy.term().map(Term::fencingToken).orElse(0L);
    }

    @Test
    void aReleaseDelayedByTheNetworkNeverMakesTwoTermsValid() throws Exception {
        try (HoldingProxy line = new HoldingProxy(servers().clientPort(0));
                Elections unreliable = Elections.connect("consul://127.0.0.1:" + line.port() + "/kept?ttl=10s");
                Elections sound = Elections.connect("consul://" + servers().hosts() + "/kept?ttl=10s")) {
            awaitToken(enter(unreliable, "other", "a")); // keeps the session
            Candidacy first = enter(unreliable, "election", "a");
            long before = awaitToken(first);
            line.keepNext(request -> request.contains("\"Verb\":\"delete\",\"Key\":\"kept/election/.lock\""));
            first.term().ifPresent(Term::resign);
            line.awaitKept();
            Wait.until("it leads again", () -> first.term()
                    .filter(term -> term.fencingToken() > before)
                    .isPresent());
            Candidacy second = enter(sound, "election", "b");
            Wait.until(
                    "b stands in line",
                    () -> Wait.of(sound.candidates("election")).size() == 2);
            try (ValidTerms terms = new ValidTerms(List.of(first, second))) {
                line.deliver();
                Wait.during(Duration.ofSeconds(1), "a leads", () -> first.term().isPresent());
                assertThat(terms.twoAtOnce()).isZero();
            }
        }
    }

    @Test
    void aReleaseDelayedByAFrozenAgentNeverMakesTwoTermsValid() {
        List<ServerProcess> followers = servers().followers();
        ServerProcess victim = followers.get(0);
        String agents = address(victim) + "," + address(followers.get(1));
        String options = "/frozen?ttl=10s&session=ttl";
        try (Elections unreliable = Elections.connect("consul://" + agents + options);
                Elections sound = Elections.connect("consul://" + address(followers.get(1)) + options)) {
            Candidacy other = enter(unreliable, "other", "a"); // keeps the session
            awaitToken(other);
            Candidacy first = enter(unreliable, "election", "a");
            awaitToken(first);
            Candidacy again;
            try {
                victim.freeze();
                first.close();
                again = enter(unreliable, "election", "a");
                awaitToken(again);
            } catch (RuntimeException | Error failed) {
                victim.thaw();
                throw failed;
            }
            Candidacy second = enter(sound, "election", "b");
            try (ValidTerms terms = new ValidTerms(List.of(again, second))) {
                victim.thaw();
                Wait.during(AFTERMATH, "two terms are never valid", () -> terms.twoAtOnce() == 0);
            }
            assertThat(again.term()).isPresent();
        }
    }

    @Test
    void aReleaseDelayedByAFrozenServerNeverMakesTwoTermsValid() {
        ServerProcess victim = servers().leader();
        List<ServerProcess> others = servers().followers();
        String first = address(victim) + "," + address(others.get(0));
        try (Elections one = Elections.connect("consul://" + first + "/storm");
                Elections two = Elections.connect("consul://" + address(others.get(1)) + "/storm");
                Elections three = Elections.connect("consul://" + address(others.get(0)) + "/storm")) {
            List<Candidacy> all =
                    List.of(enter(one, "election", "a"), enter(two, "election", "b"), enter(three, "election", "c"));
            Wait.until(
                    "one leads", () -> all.stream().anyMatch(each -> each.term().isPresent()));
            try (ValidTerms terms = new ValidTerms(all)) {
                victim.freeze();
                try {
                    Wait.during(STORM, "two terms are never valid", () -> terms.twoAtOnce() == 0);
                } finally {
                    victim.thaw();
                }
                Wait.during(AFTERMATH, "two terms are never valid", () -> terms.twoAtOnce() == 0);
                Wait.until(RECOVERY, "one leads", () -> all.stream()
                        .anyMatch(each -> each.term().isPresent()));
            }
        }
    }
}
