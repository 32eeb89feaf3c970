/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.Elections;
import io.election4j.spi.Backend;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.EtcdCluster;
import io.election4j.testkit.server.EtcdSetup;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which times to live servers with limits of their own grant, and the effect of one that they do not grant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantedTtlTest {
    private static final Duration WATCHED = Duration.ofSeconds(8);

    private EtcdCluster stock;

    @BeforeAll
    void startServer(@TempDir Path directory) {
        stock = EtcdCluster.start(1, directory);
    }

    @AfterAll
    void stopServer() {
        stock.close();
    }

    /** Tests times to live below the servers' minimum, usual ones, and the longest that a URI may request. */
    @ParameterizedTest
    @ValueSource(strings = {"100ms", "1s", "2s", "10s", "1h"})
    void aHealthyLeaderHasOneTerm(String ttl) {
        assertOneTerm(stock.uri("granted", Duration.ofSeconds(1)).replaceAll("ttl=.*", "ttl=" + ttl));
    }

    private static void assertOneTerm(String uri) {
        AtomicInteger terms = new AtomicInteger();
        try (Elections elections = Elections.connect(uri)) {
            Candidacy candidacy = elections.enter("one-term", "a", term -> {
                terms.incrementAndGet();
                term.awaitEnd();
            });
            Wait.until("it leads", () -> candidacy.status().state() == State.LEADING);
            Wait.during(WATCHED, "it leads", () -> candidacy.term().isPresent());
            assertThat(terms).hasValue(1);
        }
    }

    @Test
    void aLongerTtlThanAskedForGivesANotice(@TempDir Path directory) {
        try (EtcdCluster patient = new EtcdSetup()
                        .timing(Duration.ofMillis(500), Duration.ofSeconds(5))
                        .start(1, directory);
                Elections elections = Elections.connect(patient.uri("granted", Duration.ofSeconds(2)))) {
            Candidacy candidacy = elections.enter("said", "a", term -> term.awaitEnd());
            Wait.until("it leads", () -> candidacy.status().state() == State.LEADING);
            assertThat(candidacy.status().notice()).hasValueSatisfying(notice -> assertThat(notice)
                    .contains("a dead leader keeps its seat for 8 s instead of the 2 s"));
            assertThat(candidacy.status().problem()).isEmpty();
        }
    }

    @Test
    void aGrantedTtlGivesNoNotice() {
        Duration ttl = Duration.ofSeconds(10);
        try (Backend backend = Connecting.to(stock.uri("granted", ttl));
                RenewedCampaign leader = RenewedCampaign.stand(backend, "silent", "a", ttl)) {
            leader.awaitToken();
            assertThat(backend.notice()).isEmpty();
            leader.leave();
        }
    }
}
