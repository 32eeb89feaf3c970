/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.spi.BackendUri;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsFilesTest {
    @TempDir
    Path directory;

    private Path openssl(String name, String algorithm) throws Exception {
        Path certificate = directory.resolve(name + ".pem");
        Process process = new ProcessBuilder(("openssl req -x509 -newkey " + algorithm + " -nodes -days 2 -subj /CN="
                                + name + " -keyout " + directory.resolve(name + ".key") + " -out " + certificate)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.log").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("openssl.log")))
                .isZero();
        return certificate;
    }

    private TlsFiles files(Path authority, Path certificate, Path key) {
        return TlsFiles.of(BackendUri.parse(
                        "etcd://h/n?tls-ca=" + authority + "&tls-cert=" + certificate + "&tls-key=" + key))
                .orElseThrow();
    }

    private static String nameShown(TlsFiles files) {
        var manager = files.keyManager().orElseThrow();
        String[] aliases = Objects.requireNonNull(manager.getClientAliases("RSA", new Principal[0]));
        X509Certificate[] chain = Objects.requireNonNull(manager.getCertificateChain(aliases[0]));
        return chain[0].getSubjectX500Principal().getName();
    }

    @ParameterizedTest
    @CsvSource({"rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256", "ed25519"})
    void keysOfTheUsualKindsAreRead(String algorithm) throws Exception {
        Path own = openssl("own", algorithm);
        TlsFiles files = files(own, own, directory.resolve("own.key"));
        assertThat(files.keyManager().orElseThrow().getPrivateKey("own")).isNotNull();
        assertThat(files.trustManager().getAcceptedIssuers()).hasSize(1);
        assertThat(files.sslContext()).isNotNull();
    }

    @Test
    void aRenewedCertificateIsShownByTheNextHandshake() throws Exception {
        Path own = openssl("own", "rsa:2048");
        Path renewed = openssl("renewed-and-longer", "rsa:2048");
        TlsFiles files = files(own, own, directory.resolve("own.key"));
        assertThat(nameShown(files)).isEqualTo("CN=own");
        Files.copy(
                directory.resolve("renewed-and-longer.key"),
                directory.resolve("own.key"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed, own, StandardCopyOption.REPLACE_EXISTING);
        assertThat(nameShown(files)).isEqualTo("CN=renewed-and-longer");
    }

    @ParameterizedTest
    @CsvSource({"rsa:2048", "ed25519"})
    void aKeyOfAnotherCertificateIsRefused(String algorithm) throws Exception {
        Path own = openssl("own", "rsa:2048");
        openssl("other", algorithm);
        assertThatThrownBy(() -> files(own, own, directory.resolve("other.key")))
                .hasMessage("the certificate " + own + " and the key " + directory.resolve("other.key")
                        + " do not fit together");
    }

    @Test
    void aKeyInAnotherFormIsRefusedWithAWayOut() throws Exception {
        Path own = openssl("own", "rsa:2048");
        Path encrypted = Files.writeString(
                directory.resolve("encrypted.key"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(new byte[64])
                        + "\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThatThrownBy(() -> files(own, own, encrypted))
                .hasMessageContaining(encrypted + " is not a PEM file with an unencrypted PKCS 8 key")
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void aFileWithoutCertificatesIsRefused() throws Exception {
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");
        assertThatThrownBy(() -> TlsFiles.of(BackendUri.parse("etcd://h/n?tls-ca=" + text)))
                .hasMessage("the file " + text + " is not a PEM file with certificates");
    }

    @ParameterizedTest
    @CsvSource({
        "tls-cert=/c, the options tls-cert and tls-key go together",
        "tls-key=/k, the options tls-cert and tls-key go together",
        "tls-cert=/c&tls-key=/k, the option tls-cert needs tls-ca beside it",
        "tls-ca=/missing, the file /missing cannot be read"
    })
    void whatIsMissingIsNamed(String options, String sentence) {
        assertThatThrownBy(() -> TlsFiles.of(BackendUri.parse("etcd://h/n?" + options)))
                .hasMessage(sentence);
    }

    @Test
    void withoutTheOptionsThereIsNoTls() {
        assertThat(TlsFiles.of(BackendUri.parse("etcd://h/n"))).isEqualTo(Optional.empty());
    }
}
