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

/**
 * Tests {@code bin/servers install} on a machine with apt. The programs of apt are doubles, because the real ones need
 * a mirror.
 */
class InstallPackageTest {
    private static final String PINNED = "1.8.7+dfsg1-2+b3";

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

    /** Sets up a mirror that offers one version of consul. */
    private void offer(String debianVersion, String version) throws Exception {
        Path machine = checkout().machine();
        ScriptsCopy.program(
                machine,
                "apt-get",
                """
                case "$*" in
                    *--print-uris) echo "'http://mirror.example/debian/dists/stable/InRelease' list 0" ;;
                    *update*) [ "$BROKEN" = yes ] && { echo 'E: The mirror is asleep'; exit 100; }; exit 0 ;;
                    *download*) for last; do :; done; echo "$*" >>"$CALLS"; : >"$last.deb" ;;
                esac""");
        ScriptsCopy.program(
                machine, "apt-cache", "echo ' consul | " + debianVersion + " | http://mirror.example/debian'");
        ScriptsCopy.program(
                machine,
                "dpkg",
                """
                mkdir -p "$3/usr/bin"
                printf '#!/bin/sh\\necho Consul v%s\\n' >"$3/usr/bin/consul\""""
                        .formatted(version));
        checkout().with("CALLS", calls().toString());
    }

    private Path calls() {
        return Objects.requireNonNull(directory).resolve("calls");
    }

    @Test
    void thePinnedPackageIsUnpackedIntoOurOwnFolder() throws Exception {
        offer(PINNED, "1.8.7");
        assertThat(checkout().run("install", "consul"))
                .isEqualTo(
                        new Outcome(0, "servers: consul 1.8.7 is installed from the package consul " + PINNED + ".\n"));
        assertThat(Files.isExecutable(checkout().installed("consul"))).isTrue();
        assertThat(Files.readString(calls())).contains("download consul=" + PINNED, "Dir::State::Lists=");
        assertThat(checkout().leftovers()).containsExactly("bin");
    }

    @Test
    void aNewerPackageIsInstalledAndReported() throws Exception {
        offer("1.9.1-1", "1.9.1");
        Outcome outcome = checkout().run("install", "consul");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).contains("the mirror has moved on: it offers consul 1.9.1-1 instead of " + PINNED);
    }

    @Test
    void anOlderPackageIsRefused() throws Exception {
        offer("1.7.4-1", "1.7.4");
        Outcome outcome = checkout().run("install", "consul");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("offers consul 1.7.4-1 and no longer " + PINNED, "--archive FILE");
    }

    @Test
    void theErrorOfAMirrorIsReported() throws Exception {
        offer(PINNED, "1.8.7");
        Outcome outcome = checkout().with("BROKEN", "yes").run("install", "consul");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("suite bullseye cannot be read from a mirror of this system: The mirror is asleep");
        assertThat(checkout().installed("consul")).doesNotExist();
    }
}
