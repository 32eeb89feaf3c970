/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.ConsulCluster;
import io.election4j.testkit.server.ServerProcess;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a session that ends while a lock waits: Consul checks the lock-delay when a lock arrives, and locks when a
 * majority has confirmed it.
 */
class StalledLockTest {
    private static final Duration TTL = Duration.ofSeconds(8);
    private static final int OK = 200;
    private static final int NO_ANSWER = 0;
    private static final Duration LOCK_DELAY = TTL.dividedBy(2);

    /** Shorter than the pause after which a leading server gives up the lead. */
    private static final Duration STALL = Duration.ofMillis(300);

    /** On a busy machine, a leading server may give up the lead at once, and then no lock has waited. */
    private static final int TRIES = 8;

    @Test
    void aLockThatWaitsForAMajorityWhileTheHoldersSessionEndsRespectsTheLockDelay(@TempDir Path directory)
            throws Exception {
        try (ConsulCluster servers = ConsulCluster.start(3, directory)) {
            int tries = 0;
            while (!respectsTheLockDelay(servers, "e" + tries)) {
                assertThat(++tries).as("tries in which nothing waited").isLessThan(TRIES);
            }
        }
    }

    /** False if the session did not end while the lock waited. */
    private static boolean respectsTheLockDelay(ConsulCluster servers, String election) throws Exception {
        servers.awaitReady();
        List<ServerProcess> followers = servers.followers();
        String leader = "127.0.0.1:" + servers.clientPort(servers.members().indexOf(servers.leader()));
        try (Backend one = connect(leader);
                Backend two = connect(leader);
                RenewedCampaign holder = RenewedCampaign.stand(one, election, "holder", TTL);
                RenewedCampaign other = RenewedCampaign.stand(two, election + "-other", "next", TTL)) {
            holder.awaitToken();
            other.awaitToken(); // makes sure that there is a session
            String session = sessionOf(servers, election);
            CompletableFuture<Integer> ended;
            RenewedCampaign next;
            boolean waited;
            followers.forEach(ServerProcess::freeze);
            try {
                ended = end(leader, session);
                pause();
                next = RenewedCampaign.stand(two, election, "next", TTL);
                pause();
                waited = !ended.isDone();
            } finally {
                followers.forEach(ServerProcess::thaw);
            }
            try (next) {
                if (!waited || Wait.of(ended) != OK) {
                    return false;
                }
                Wait.during(LOCK_DELAY.multipliedBy(3).dividedBy(4), "the seat is empty", () -> !next.hasWon());
                Wait.until("the next wins", next::hasWon);
                return true;
            }
        }
    }

    private static void pause() {
        Wait.during(STALL.dividedBy(3), "time passes", () -> true);
    }

    private static String sessionOf(ConsulCluster servers, String election) throws IOException {
        return new JsonMapper()
                .readTree(servers.call("GET", "/v1/kv/stalled/" + election + "/.lock", ""))
                .get(0)
                .path("Session")
                .asText();
    }

    private static Backend connect(String agent) {
        return new ConsulProvider()
                .connect(BackendUri.parse("consul://" + agent + "/stalled?ttl=" + TTL.toSeconds() + "s"));
    }

    /** The status of the answer. */
    private static CompletableFuture<Integer> end(String agent, String session) {
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://" + agent + "/v1/session/destroy/" + session))
                                .PUT(BodyPublishers.noBody())
                                .timeout(Wait.PATIENCE)
                                .build(),
                        BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null ? answer.statusCode() : NO_ANSWER);
    }
}
