/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.server.ScriptsCopy.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code bin/servers install --archive}. */
class InstallArchiveTest {
    @TempDir
    @Nullable
    Path directory;

    private @Nullable ScriptsCopy checkout;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new ScriptsCopy(directory());
    }

    private Path directory() {
        return Objects.requireNonNull(directory);
    }

    private ScriptsCopy checkout() {
        return Objects.requireNonNull(checkout);
    }

    private Path archive(String version) throws Exception {
        ScriptsCopy.etcd(directory().resolve("release/etcd-v" + version), version);
        Path archive = directory().resolve("etcd.tar.gz");
        Process tar = new ProcessBuilder(
                        "tar", "-czf", archive.toString(), "-C", directory().toString(), "release")
                .inheritIO()
                .start();
        assertThat(tar.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return archive;
    }

    private static String digest(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private Outcome install(Path archive, String digest) throws Exception {
        return checkout().run("install", "--archive", archive.toString(), "--sha256", digest);
    }

    @Test
    void anArchiveWithTheGivenDigestIsInstalled() throws Exception {
        Path archive = archive("3.5.31");
        Outcome outcome = install(archive, digest(archive).toUpperCase(Locale.ROOT));
        assertThat(outcome)
                .isEqualTo(new Outcome(0, "servers: etcd 3.5.31 is installed from the archive " + archive + ".\n"));
        assertThat(Files.isExecutable(checkout().installed("etcdctl"))).isTrue();
        assertThat(checkout().run("install", "etcd").output()).isEqualTo("servers: etcd is installed.\n");
        assertThat(checkout().leftovers()).containsExactly("bin");
    }

    @Test
    void anArchiveWithAnotherDigestIsNotOpened() throws Exception {
        Path archive = archive("3.5.31");
        String wrong = "0".repeat(64);
        assertThat(install(archive, wrong))
                .isEqualTo(new Outcome(
                        1,
                        "servers: the archive " + archive + " is not the one you mean: its SHA-256 is "
                                + digest(archive) + ", not " + wrong + ".\n"));
        assertThat(checkout().installed("etcd")).doesNotExist();
    }

    @Test
    void anOldReleaseIsRefusedAndLeavesNothing() throws Exception {
        Path archive = archive("3.4.0");
        Outcome outcome = install(archive, digest(archive));
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("holds etcd 3.4.0, and 3.5.30 or newer is needed");
        assertThat(checkout().installed("etcd")).doesNotExist();
        assertThat(checkout().leftovers()).containsExactly("bin");
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        Path text = Files.writeString(directory().resolve("etcd.tar.gz"), "not packed");
        assertThat(install(text, digest(text)).output()).endsWith("the archive " + text + " cannot be unpacked.\n");
        Path other = Files.writeString(directory().resolve("etcd.rpm"), "not packed");
        assertThat(install(other, digest(other)).output())
                .isEqualTo("servers: the archive " + other + " is neither a .zip nor a .tar.gz file.\n");
        assertThat(install(Path.of("/no/such.zip"), "0").output())
                .isEqualTo("servers: the archive /no/such.zip is not there.\n");
    }

    @Test
    void theDigestIsRequired() throws Exception {
        assertThat(checkout().run("install", "--archive", "x.zip"))
                .isEqualTo(new Outcome(1, "servers: the options --archive and --sha256 go together.\n"));
    }
}
