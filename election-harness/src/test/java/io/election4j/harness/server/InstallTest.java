/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.server.ScriptsCopy.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code bin/servers install} with programs that are on the machine. */
class InstallTest {
    @TempDir
    @Nullable
    Path directory;

    private @Nullable ScriptsCopy checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new ScriptsCopy(Objects.requireNonNull(directory));
    }

    private ScriptsCopy checkout() {
        return Objects.requireNonNull(checkout);
    }

    private void assertInstalled(String program) {
        assertThat(Files.isExecutable(checkout().installed(program)))
                .as(program)
                .isTrue();
    }

    @Test
    void programsOnThePathAreLinkedAndARepetitionChangesNothing() throws Exception {
        ScriptsCopy.etcd(checkout().machine(), "3.6.1");
        ScriptsCopy.consul(checkout().machine(), "1.21.0");
        Outcome first = checkout().run("install");
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output()).contains("etcd 3.6.1 of this machine", "consul 1.21.0 of this machine");
        assertInstalled("etcdctl");
        assertThat(checkout().leftovers()).containsExactly("bin");
        Outcome second = checkout().run("install");
        assertThat(second).isEqualTo(new Outcome(0, "servers: etcd is installed.\nservers: consul is installed.\n"));
        assertThat(checkout().run("status").output())
                .contains("etcdutl  3.6.1    linked to ", "consul   1.21.0   linked to ");
    }

    @Test
    void aVariableComesBeforeThePath() throws Exception {
        Path elsewhere = Objects.requireNonNull(directory).resolve("elsewhere");
        ScriptsCopy.consul(checkout().machine(), "1.9.0");
        ScriptsCopy.consul(elsewhere, "1.20.0");
        checkout().with("CONSUL_BIN", elsewhere.resolve("consul").toString());
        assertThat(checkout().run("install", "consul").output()).contains("consul 1.20.0 of this machine");
        assertThat(checkout().installed("etcd")).doesNotExist();
    }

    @Test
    void aVariableThatNamesNoProgramIsRefused() throws Exception {
        assertThat(checkout().with("ETCD_BIN", "/no/such/etcd").run("install", "etcd"))
                .isEqualTo(new Outcome(
                        1, "servers: ETCD_BIN says /no/such/etcd, which is not a program that can be run.\n"));
    }

    @Test
    void aProgramThatIsTooOldIsRefusedWithTheRemedies() throws Exception {
        ScriptsCopy.etcd(checkout().machine(), "3.5.9");
        Outcome outcome = checkout().run("install", "etcd");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("is 3.5.9, and 3.5.30 or newer is needed", "--archive FILE", "-Dservers.skip=etcd");
        assertThat(checkout().installed("etcd")).doesNotExist();
    }

    @Test
    void aBrokenLinkIsReplaced() throws Exception {
        ScriptsCopy.consul(checkout().machine(), "1.9.0");
        Files.createDirectories(
                Objects.requireNonNull(checkout().installed("consul").getParent()));
        Files.createSymbolicLink(checkout().installed("consul"), Path.of("/no/such/consul"));
        assertThat(checkout().run("install", "consul").status()).isZero();
        assertInstalled("consul");
    }

    @Test
    void aSkippedProgramIsNotLookedFor() throws Exception {
        assertThat(checkout().run("install", "--skip=etcd,consul"))
                .isEqualTo(new Outcome(0, "servers: goes without etcd.\nservers: goes without consul.\n"));
    }

    @Test
    void runsThatOverlapDoNotDisturbEachOther() throws Exception {
        ScriptsCopy.etcd(checkout().machine(), "3.6.1");
        Process one = checkout().start("install", "etcd");
        Process two = checkout().start("install", "etcd");
        Outcome first = ScriptsCopy.outcomeOf(one);
        Outcome second = ScriptsCopy.outcomeOf(two);
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(second.status()).as(second.output()).isZero();
        assertInstalled("etcd");
        assertThat(checkout().leftovers()).containsExactly("bin");
    }

    @Test
    void wrongUsageIsRefusedInOneSentence() throws Exception {
        assertThat(checkout().run("install", "nomad"))
                .isEqualTo(new Outcome(1, "servers: 'nomad' is unknown: there are etcd and consul.\n"));
        assertThat(checkout().run("install", "--force"))
                .isEqualTo(new Outcome(
                        1, "servers: the option --force is unknown: there are --skip, --archive and --sha256.\n"));
        assertThat(checkout().run("destroy"))
                .isEqualTo(
                        new Outcome(1, "servers: 'destroy' is unknown: there are install, status, start and help.\n"));
        assertThat(checkout().run().status()).isEqualTo(2);
    }
}
