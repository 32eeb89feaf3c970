/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.spi.BackendUri;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static void replace(Path file, Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void truncate(Path file) throws IOException {
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
    }

    /** While two files are renewed, they may not match for a while, or one may be incomplete. */
    @Test
    void theLastPairIsUsedWhileTheFilesDoNotMatch() throws Exception {
        Path own = openssl("own", "rsa:2048");
        Path key = directory.resolve("own.key");
        Path fresh = openssl("fresh", "ed25519");
        TlsFiles files = files(own, own, key);
        replace(key, directory.resolve("fresh.key"));
        assertThat(nameShown(files)).isEqualTo("CN=own");
        truncate(key);
        assertThat(nameShown(files)).isEqualTo("CN=own");
        Files.delete(key);
        assertThat(nameShown(files)).isEqualTo("CN=own");
        replace(key, directory.resolve("fresh.key"));
        replace(own, fresh);
        truncate(own);
        assertThat(nameShown(files)).isEqualTo("CN=own");
        replace(own, fresh);
        assertThat(files.keyManager().orElseThrow().getClientAliases("EdDSA", new Principal[0]))
                .hasSize(1);
    }

    @Test
    void theLastAuthoritiesAreTrustedWhileTheirFileIsInvalid() throws Exception {
        Path authority = openssl("ca", "rsa:2048");
        TlsFiles files =
                TlsFiles.of(BackendUri.parse("etcd://h/n?tls-ca=" + authority)).orElseThrow();
        X509Certificate[] first = files.trustManager().getAcceptedIssuers();
        truncate(authority);
        assertThat(files.trustManager().getAcceptedIssuers()).containsExactly(first);
        Files.writeString(authority, "");
        assertThat(files.trustManager().getAcceptedIssuers()).containsExactly(first);
        Files.delete(authority);
        assertThat(files.trustManager().getAcceptedIssuers()).containsExactly(first);
        replace(authority, openssl("other", "rsa:2048"));
        assertThat(files.trustManager().getAcceptedIssuers()).hasSize(1).doesNotContain(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\n-----END PRIVATE KEY-----\n"
            })
    void aKeyThatIsGarbledIsRefusedWithoutShowingIt(String garbled) throws Exception {
        Path own = openssl("own", "rsa:2048");
        Path key = Files.writeString(directory.resolve("garbled.key"), garbled);
        assertThatThrownBy(() -> files(own, own, key))
                .isInstanceOf(ElectionException.class)
                .hasMessage("the file of tls-key= " + key + " holds no key of the kinds RSA, EC, EdDSA")
                .hasNoCause();
    }

    /** Valid for two days; the wall clock of the test moves. */
    @Test
    void theExpiryOfACertificateIsLoggedBeforeAndAfterIt() throws Exception {
        Path own = openssl("own", "rsa:2048");
        Path key = directory.resolve("own.key");
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.now());
        IdentityFiles files = new IdentityFiles(
                CredentialFile.of("c", own.toString(), "c", 1 << 20),
                CredentialFile.of("k", key.toString(), "k", 1 << 20),
                wall::get);
        Instant end = files.value().end();
        try (Warnings log = new Warnings(IdentityFiles.class)) {
            for (Duration before :
                    List.of(30, 5, 4, 3).stream().map(Duration::ofHours).toList()) {
                wall.set(end.minus(before));
                files.value();
            }
            wall.set(end.plusSeconds(1));
            files.value();
            files.value();
            String validity =
                    "the certificate " + own + " is valid from " + files.value().begin() + " to " + end + " only";
            assertThat(log.all())
                    .containsExactly(
                            "WARN " + validity + ", and has not been renewed yet",
                            "WARN " + validity + "; servers that look at it refuse this client");
        }
    }

    @Test
    void aCertificateThatIsNotYetValidDoesNotReplaceAValidOne() throws Exception {
        Path own = openssl("own", "rsa:2048");
        Path key = directory.resolve("own.key");
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.now());
        IdentityFiles files = new IdentityFiles(
                CredentialFile.of("c", own.toString(), "c", 1 << 20),
                CredentialFile.of("k", key.toString(), "k", 1 << 20),
                wall::get);
        Identity first = files.value();
        wall.set(first.begin()); // the next one begins a second later
        await(() -> Instant.now().isAfter(first.begin().plusSeconds(2)));
        Path next = openssl("next", "rsa:2048");
        replace(key, directory.resolve("next.key"));
        replace(own, next);
        assertThat(files.value()).isEqualTo(first);
        wall.set(Instant.now());
        await(() -> !files.value().equals(first));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }

    @Test
    void aKeyStoreHoldsWhatTheFilesHoldNowAndIsEncrypted() throws Exception {
        Path own = openssl("own", "rsa:2048");
        TlsFiles files = files(own, own, directory.resolve("own.key"));
        char[] password = "a password".toCharArray();
        byte[] content = files.keyStore(password);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), password);
        assertThat(store.getKey("own", password))
                .isEqualTo(files.keyManager().orElseThrow().getPrivateKey("own"));
        assertThat(store.isCertificateEntry("ca-0")).isTrue();
        byte[] key = store.getKey("own", password).getEncoded();
        assertThat(new String(content, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(key, 100, 100, StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> store.load(new ByteArrayInputStream(content), new char[0]))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"rsa:2048", "rsa:3072", "ed25519"})
    void aKeyOfAnotherCertificateIsRefused(String algorithm) throws Exception {
        Path own = openssl("own", "rsa:2048");
        openssl("other", algorithm);
        assertThatThrownBy(() -> files(own, own, directory.resolve("other.key")))
                .hasMessage("the certificate " + own + " and the key " + directory.resolve("other.key")
                        + " do not fit together");
    }

    @Test
    void aKeyInAnotherFormatIsRefusedWithTheRemedy() throws Exception {
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
                .hasMessage("the file of tls-ca= " + text + " is not a PEM file with certificates");
    }

    @ParameterizedTest
    @CsvSource({
        "tls-cert=/c, the options tls-cert and tls-key go together",
        "tls-key=/k, the options tls-cert and tls-key go together",
        "tls-cert=/c&tls-key=/k, the option tls-cert needs tls-ca beside it",
        "tls-ca=/missing, the file of tls-ca= /missing does not exist"
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
