/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests requests that get no answer and arrive long after they were sent. */
class LateWritesTest {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();
    private static @Nullable ConsulCluster servers;

    private @Nullable HoldingProxy route;
    private @Nullable Backend backend;

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        servers = ConsulCluster.start(1, directory);
    }

    @AfterAll
    static void stopServers() {
        servers().close();
    }

    @BeforeEach
    void connect() throws IOException {
        route = new HoldingProxy(servers().clientPort(0));
        backend = connectTo(route.port());
    }

    @AfterEach
    void close() throws IOException {
        backend().close();
        route().close();
    }

    private static ConsulCluster servers() {
        return Objects.requireNonNull(servers);
    }

    private HoldingProxy route() {
        return Objects.requireNonNull(route);
    }

    private Backend backend() {
        return Objects.requireNonNull(backend);
    }

    private static Backend connectTo(int port) {
        return connectTo(port, "");
    }

    private static Backend connectTo(int port, String options) {
        return new ConsulProvider()
                .connect(BackendUri.parse(
                        "consul://127.0.0.1:" + port + "/late?ttl=" + TTL.toMillis() + "ms" + options));
    }

    private static RenewedCampaign stand(Backend connection, String election) {
        return RenewedCampaign.stand(connection, election, "a", TTL);
    }

    private static Predicate<String> write(String verb, String keyPart) {
        return request -> request.startsWith("PUT /v1/txn")
                && request.contains("{\"Verb\":\"" + verb + "\",\"Key\":\"late/" + keyPart);
    }

    /** The keys that the service holds for one election. */
    private static List<JsonNode> held(String election) throws IOException {
        List<JsonNode> held = new ArrayList<>();
        for (JsonNode entry : JSON.readTree(servers().call("GET", "/v1/kv/late/?recurse&consistent", ""))) {
            String key = entry.path("Key").asText();
            if (key.startsWith("late/" + election + "/") && entry.has("Session") && !key.contains("/.left/")) {
                held.add(entry);
            }
        }
        return held;
    }

    private static void delete(String election) throws IOException {
        servers().call("DELETE", "/v1/kv/late/" + election + "/.lock", "");
    }

    @Test
    void aReleaseDoesNotEndALaterTermOfTheSameSession() throws Exception {
        try (RenewedCampaign other = stand(backend(), "other")) {
            other.awaitToken(); // keeps the session
            RenewedCampaign first = stand(backend(), "release");
            first.awaitToken();
            route().keepNext(write("delete", "release/.lock"));
            first.stop();
            Wait.of(first.campaign().leave());
            route().awaitKept();
            String session = held("other").get(0).path("Session").asText();
            try (RenewedCampaign second = stand(backend(), "release")) {
                long token = second.awaitToken();
                assertThat(held("release").get(0).path("Session").asText()).isEqualTo(session);
                route().deliver();
                assertThat(held("release"))
                        .singleElement()
                        .extracting(seat -> seat.path("ModifyIndex").asLong())
                        .isEqualTo(token);
                second.leave();
            }
            other.leave();
        }
    }

    @Test
    void aReleaseDoesNotEndTheTermOfAnotherAfterTheKeyWasDeleted() throws Exception {
        RenewedCampaign first = stand(backend(), "deleted");
        first.awaitToken();
        route().keepNext(write("delete", "deleted/.lock"));
        first.stop();
        Wait.of(first.campaign().leave());
        route().awaitKept();
        delete("deleted");
        try (RenewedCampaign second = stand(backend(), "deleted")) {
            long token = second.awaitToken();
            route().deliver();
            assertThat(held("deleted").get(0).path("ModifyIndex").asLong()).isEqualTo(token);
            second.leave();
        }
    }

    /** Most locks find no key; one after a foreign client finds a key that is free. */
    @Test
    void aLockCreatesNoSeatAfterItsAttemptHasLeft() throws Exception {
        leaveWithLockHeld("fresh");
        route().deliver();
        assertThat(held("fresh")).isEmpty();
    }

    @Test
    void aLockTakesNoFreeSeatAfterItsAttemptHasLeft() throws Exception {
        servers().call("PUT", "/v1/kv/late/used/.lock?flags=" + Entry.LOCK_FLAGS, "");
        leaveWithLockHeld("used", write("lock", "used/.lock").and(write("check-index", "used/.lock")));
        route().deliver();
        assertThat(held("used")).isEmpty();
    }

    /** The state that the lock names has come again meanwhile. */
    @Test
    void aLockCreatesNoSeatAfterALaterTermHasEnded() throws Exception {
        leaveWithLockHeld("later");
        try (RenewedCampaign second = stand(backend(), "later")) {
            second.awaitToken();
            second.leave();
        }
        route().deliver();
        assertThat(held("later")).isEmpty();
    }

    @Test
    void aLockCreatesNoSeatAfterTheKeyWasDeleted() throws Exception {
        leaveWithLockHeld("gone");
        delete("gone");
        route().deliver();
        assertThat(held("gone")).isEmpty();
    }

    @Test
    void aLockTakesNothingFromALaterTermOfTheSameSession() throws Exception {
        leaveWithLockHeld("again");
        try (RenewedCampaign second = stand(backend(), "again")) {
            long token = second.awaitToken();
            route().deliver();
            assertThat(held("again").get(0).path("ModifyIndex").asLong()).isEqualTo(token);
            second.awaitRenewals(1);
            second.leave();
        }
    }

    /** Consul ignores a write that changes nothing: the number of the key would stay the same over several holders. */
    @Test
    void eachLockGivesTheLatestLockAnotherNumber() throws Exception {
        try (Backend one = connectTo(servers().clientPort(0));
                RenewedCampaign former = stand(one, "numbers")) {
            former.awaitToken();
            long before = latestLock("numbers");
            servers().call("PUT", "/v1/session/destroy/" + sessionOf("numbers"), "");
            Wait.of(former.campaign().lost());
            try (RenewedCampaign next = stand(one, "numbers")) {
                next.awaitToken();
                assertThat(latestLock("numbers")).isGreaterThan(before);
                next.leave();
            }
        }
    }

    private static long latestLock(String election) throws IOException {
        return JSON.readTree(servers().call("GET", "/v1/kv/late/" + election + "/.latest?consistent", ""))
                .get(0)
                .path("ModifyIndex")
                .asLong();
    }

    private static String sessionOf(String election) throws IOException {
        return held(election).get(0).path("Session").asText();
    }

    @Test
    void anElectionThatEverybodyHasLeftKeepsNoKey() throws Exception {
        try (RenewedCampaign leader = stand(backend(), "over")) {
            leader.awaitToken();
            RenewedCampaign next = stand(backend(), "over");
            next.awaitRenewals(1);
            leader.leave();
            next.awaitToken();
            next.leave();
        }
        assertThat(servers().call("GET", "/v1/kv/late/?keys&consistent", "")).doesNotContain("late/over/");
    }

    private void leaveWithLockHeld(String election) {
        leaveWithLockHeld(election, write("lock", election + "/.lock"));
    }

    private void leaveWithLockHeld(String election, Predicate<String> lock) {
        route().keepNext(lock);
        RenewedCampaign hasty = stand(backend(), election);
        route().awaitKept();
        hasty.stop();
        Wait.of(hasty.campaign().leave());
    }

    @Test
    void aPlaceInTheQueueIsNotTakenAfterItsAttemptHasLeft() throws Exception {
        try (Backend sound = connectTo(servers().clientPort(0));
                RenewedCampaign leader = stand(sound, "queue")) {
            leader.awaitToken();
            route().keepNext(write("lock", "queue/.queue"));
            RenewedCampaign hasty = stand(backend(), "queue");
            route().awaitKept();
            hasty.stop();
            Wait.of(hasty.campaign().leave());
            route().deliver();
            assertThat(held("queue")).hasSize(1);
            leader.leave();
        }
    }

    @Test
    void aRemovalFromTheQueueTakesNoLaterPlace() throws Exception {
        try (Backend sound = connectTo(servers().clientPort(0));
                RenewedCampaign leader = stand(sound, "removal")) {
            leader.awaitToken();
            RenewedCampaign first = stand(backend(), "removal");
            Wait.until("it stands in line", () -> held("removal").size() == 2);
            route().keepNext(write("delete", "removal/.queue"));
            first.stop();
            Wait.of(first.campaign().leave());
            route().awaitKept();
            try (RenewedCampaign second = stand(backend(), "removal")) {
                Wait.until("it stands in line", () -> held("removal").size() == 2);
                route().deliver();
                assertThat(held("removal")).hasSize(2);
                second.leave();
            }
            leader.leave();
        }
    }

    /** Otherwise the session would hold its seats for up to twice its time to live. */
    @Test
    @SuppressWarnings("try") // the test is about the close
    void aSessionWhoseEndWasNotAnsweredIsEndedAgain() throws Exception {
        try (Backend leaving = connectTo(route().port(), "&session=ttl");
                RenewedCampaign leader = stand(leaving, "end")) {
            leader.awaitToken();
            String session = held("end").get(0).path("Session").asText();
            route().keepNext(request -> request.startsWith("PUT /v1/session/destroy/"));
            leader.stop();
            leaving.close();
            route().awaitKept();
            assertThat(servers().call("GET", "/v1/session/info/" + session, "")).isEqualToIgnoringWhitespace("[]");
        }
    }
}
