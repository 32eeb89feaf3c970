/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Ledger ledger;
    private Fence fence;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledger.open(folder);
        fence = Fence.of(ledger.database);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theGuardHoldsForTheNewestTermOnly() {
        LeaderTerm first = claim("a", 5);
        assertThat(holds(first)).isTrue();

        LeaderTerm second = claim("b", 6);

        assertThat(holds(first)).isFalse();
        assertThat(holds(second)).isTrue();
        assertThat(ledger.texts("select holder from leader_term order by token"))
                .containsExactly("a", "b");
    }

    @Test
    void aTokenThatDoesNotRiseIsRefusedInOneSentence() {
        claim("a", 5);

        assertThatThrownBy(() -> claim("b", 4))
                .isInstanceOf(StaleTermException.class)
                .hasMessageStartingWith("TOKEN_REGRESSION: token 4 of b does not exceed token 5 of a in epoch 0");
        assertThatThrownBy(() -> claim("b", 5)).isInstanceOf(StaleTermException.class);
    }

    @Test
    void aRaisedEpochShutsOutRunningProcessesAndLetsTokensStartAnew() {
        LeaderTerm old = claim("a", 5);

        assertThat(fence.bumpEpoch("the coordination service was rebuilt")).isEqualTo(1);

        assertThat(holds(old)).isFalse();
        assertThatThrownBy(() -> claim("a", 99))
                .isInstanceOf(StaleTermException.class)
                .hasMessageContaining("is in epoch 1 and this process in epoch 0; restart it to join");
        Fence restarted = Fence.of(ledger.database);
        assertThat(holds(restarted.claim("a", 1, () -> true, LIMIT))).isTrue();
    }

    @Test
    void aClaimAbortsAnIdleTransactionThatHoldsTheFence() throws Exception {
        LeaderTerm old = claim("a", 1);
        try (Handle resting = ledger.database.jdbi().open()) {
            Connection connection = resting.getConnection();
            connection.setAutoCommit(false);
            assertThat(fence.guard(resting, old)).isTrue();

            LeaderTerm next = claim("b", 2);

            assertThat(holds(next)).isTrue();
            assertThatThrownBy(connection::commit).isInstanceOf(java.sql.SQLException.class);
        }
        assertThat(ledger.texts("select token from leader_term where claim_wait_millis >= 1000"))
                .containsExactly("2");
    }

    @Test
    void aClaimGivesUpOnceItsProcessNoLongerLeads() throws Exception {
        LeaderTerm old = claim("a", 1);
        try (Handle busy = ledger.database.jdbi().open()) {
            busy.begin();
            assertThat(fence.guard(busy, old)).isTrue();

            assertThatThrownBy(() -> fence.claim("b", 2, () -> false, LIMIT))
                    .isInstanceOf(ChargingException.class)
                    .hasMessageContaining("could not be claimed with token 2");
            busy.rollback();
        }
        assertThat(holds(old)).isTrue();
    }

    private LeaderTerm claim(String holder, long token) {
        return fence.claim(holder, token, () -> true, LIMIT);
    }

    private boolean holds(LeaderTerm term) {
        return ledger.database.jdbi().inTransaction(handle -> fence.guard(handle, term));
    }
}
