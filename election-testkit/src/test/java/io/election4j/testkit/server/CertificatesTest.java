/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

    @TempDir
    @Nullable
    Path directory;

    private Certificates certificates() {
        return new Certificates(Objects.requireNonNull(directory));
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void aCertificateIsSignedByItsAuthorityAndNamesItsHosts() throws Exception {
        X509Certificate authority = read(certificates().authority("ca"));
        Path file = certificates().issueForThisMachine("ca", "server");
        X509Certificate server = read(file);
        server.verify(authority.getPublicKey());
        server.checkValidity();
        assertThat(server.getSubjectX500Principal().getName()).isEqualTo("CN=server");
        assertThat(server.getSubjectAlternativeNames())
                .anySatisfy(name -> assertThat(name.get(1)).isEqualTo("127.0.0.1"));
        assertThat(certificates().keyOf(file)).content().contains("BEGIN PRIVATE KEY");
        assertThat(certificates().identity(file)).content().contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE");
    }

    @Test
    void anExpiredCertificateIsOtherwiseValid() throws Exception {
        X509Certificate authority = read(certificates().authority("ca"));
        X509Certificate old = read(certificates().expired("ca", "old", "DNS:localhost,IP:127.0.0.1"));
        old.verify(authority.getPublicKey());
        assertThat(old.getSubjectAlternativeNames()).hasSize(2);
        assertThatThrownBy(old::checkValidity).isInstanceOf(CertificateExpiredException.class);
    }

    @Test
    void anErrorOfOpensslIsReported() {
        assertThatThrownBy(() -> certificates().issue("nobody", "server", "DNS:localhost"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody.pem");
    }
}
