/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.testkit.server.Binaries;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code bin/election storm} on a network of its own, which the script makes where the system allows it. */
class StormNetworkTest {
    private static final String RUN = "exec \"$0/election\" storm etcd --seed 4 --length 12s --processes 3"
            + " --elections 6 --faults cut-off-server,mute-server,lose-packets";

    @TempDir
    Path home;

    @Test
    void serversAreCutOffFromEachOther() throws Exception {
        Binaries.skipIfAsked("etcd");
        Scripts scripts = Scripts.built(home);
        Scripts.Outcome outcome = scripts.run(scripts.shell(RUN));
        Assumptions.assumeFalse(
                outcome.err().contains("needs a network of its own for the storm"),
                "no network namespaces can be made here");
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .containsPattern("\nfaults +[1-9]")
                .containsPattern("\n {2}server frozen +0\n")
                .endsWith("No promise was broken.\n");
    }
}
