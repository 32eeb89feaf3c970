/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static io.election4j.core.EngineFixture.TTL;
import static io.election4j.core.EngineFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidacy;
import io.election4j.CandidacyStatus.State;
import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests how long a candidate waits before it stands again, after attempts that failed and after terms. */
class PausesTest {
    private final ElectionException denied = new ElectionException(Kind.REFUSED, "wrong password");

    private final EngineFixture test = new EngineFixture();

    @Test
    void attemptsThatFailAreRepeatedEverMoreRarely() {
        test.enter();
        for (int i = 0; i < 8; i++) {
            test.backend.campaign().won.completeExceptionally(denied);
            test.waitOutPause();
        }
        int before = test.backend.campaigns.size();
        Duration watched = Duration.ofMinutes(1);
        for (int i = 0; i < watched.toSeconds(); i++) {
            test.backend.campaign().won.completeExceptionally(denied);
            test.loop.advance(Duration.ofSeconds(1));
        }
        assertThat(test.backend.campaigns.size() - before).isBetween(10, 24);
    }

    @Test
    void aRenewalThatSucceedsDoesNotShortenThePausesAfterFailures() {
        test.enter();
        for (int i = 0; i < 8; i++) {
            test.backend.campaign().lastRenewal().complete(TTL);
            test.loop.settle();
            test.backend.campaign().won.completeExceptionally(denied);
            test.waitOutPause();
        }
        test.backend.campaign().lastRenewal().complete(TTL);
        test.backend.campaign().won.completeExceptionally(denied);
        int before = test.backend.campaigns.size();
        test.loop.advance(Backoff.LONGEST_AFTER_FAILURES.dividedBy(2).minusMillis(1));
        assertThat(test.backend.campaigns).hasSize(before);
    }

    @Test
    void aLeaderThatFailsAtOnceIsNotElectedInATightLoop() throws Exception {
        test.enter();
        for (long token = 1; token <= 8; token++) {
            test.win(token);
            test.candidate.finish(() -> {
                throw new IllegalStateException();
            });
            test.waitOutPause();
        }
        int before = test.backend.campaigns.size();
        test.win(9);
        test.candidate.finish(() -> {
            throw new IllegalStateException();
        });
        test.loop.advance(Duration.ofSeconds(2));
        assertThat(test.backend.campaigns).hasSize(before);
    }

    @Test
    void aLeaderThatReturnsAtOnceIsElectedEverMoreRarely() throws Exception {
        Candidacy candidacy = test.enter();
        for (long token = 1; token <= 10; token++) {
            test.win(token);
            test.candidate.returns();
            test.waitOutPause();
        }
        test.win(11);
        test.candidate.returns();
        int before = test.backend.campaigns.size();
        test.loop.advance(Backoff.SHORT_TERM.dividedBy(2).minusMillis(1));
        assertThat(test.backend.campaigns).hasSize(before);
        assertThat(stateOf(candidacy)).isEqualTo(State.PAUSED);
    }

    @Test
    void aLongTermEndsTheLongPauses() throws Exception {
        test.enter();
        for (long token = 1; token <= 10; token++) {
            test.win(token);
            test.candidate.returns();
            test.waitOutPause();
        }
        test.backend.campaign().grantRenewals(TTL);
        test.win(11);
        test.loop.advance(Backoff.SHORT_TERM);
        test.candidate.returns();
        int before = test.backend.campaigns.size();
        test.loop.advance(Duration.ofMillis(100));
        assertThat(test.backend.campaigns).hasSize(before + 1);
    }
}
