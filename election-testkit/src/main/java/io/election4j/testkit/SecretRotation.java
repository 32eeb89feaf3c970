/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.Backend;
import io.election4j.testkit.server.FileMishap;
import io.election4j.testkit.server.FileMishap.Mending;
import io.election4j.testkit.server.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

/** Tests that a term goes on while the file of the password or token is missing or wrong, for every backend. */
public final class SecretRotation {
    private static final Duration BEAT = Duration.ofSeconds(3);

    private SecretRotation() {}

    /**
     * Applies each mishap, except the one that leaves a wrong secret.
     *
     * @param reconnect makes the backend use the secret again
     */
    public static void keepsWhatTheFileHeldLast(Backend backend, Path file, Runnable reconnect) {
        try (RenewedCampaign leader = RenewedCampaign.stand(backend, "kept-secret", "a", BEAT)) {
            long token = leader.awaitToken();
            for (FileMishap mishap : EnumSet.complementOf(EnumSet.of(FileMishap.CUT_SHORT))) {
                Mending mending = mishap.applyTo(file);
                reconnect.run();
                leader.awaitRenewals(2);
                mending.close();
            }
            assertThat(leader.isLost()).isFalse();
            assertThat(leader.awaitToken()).isEqualTo(token);
            leader.leave();
        }
    }

    /** Enters again and again, as the engine does, until it wins. */
    public static void leadsAgain(Backend backend, String election) {
        Wait.until(Wait.PATIENCE.multipliedBy(2), "leads again", () -> {
            try (RenewedCampaign again = RenewedCampaign.stand(backend, election, "a", BEAT)) {
                Wait.until("the attempt is over", () -> again.campaign().won().isDone());
                boolean won = again.hasWon();
                again.leave();
                return won;
            }
        });
    }
}
