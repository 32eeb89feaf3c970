/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.PKIXReason;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the texts of JDK 17.0.20, 17.0.21 and 25. */
class TlsRefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Received fatal alert: certificate_required",
                "(certificate_required) Received fatal alert: certificate_required"
            })
    void anAlertIsFoundAnywhereInTheMessage(String text) {
        assertThat(TlsRefusal.reason(new IOException(new SSLHandshakeException(text)), false))
                .isEqualTo(
                        "the server wants a certificate of this client, see tls-cert= and tls-key= (certificate_required)");
    }

    @ParameterizedTest
    @CsvSource({
        "certificate_expired, the time of this client's certificate is over or has not come",
        "unknown_ca, the server does not accept this client's certificate (",
        "bad_certificate, 'the server does not accept this client''s certificate, or wants one'",
        "protocol_version, client and server share no version of TLS",
        "internal_error, the server has ended the handshake (internal_error)"
    })
    void eachAlertIsExplained(String alert, String reason) {
        assertThat(TlsRefusal.reason(new SSLException("Received fatal alert: " + alert)))
                .startsWith(reason)
                .contains("(" + alert + ")");
    }

    @Test
    void aRefusedCertificateIsNotReportedAsMissing() {
        SSLException refusal = new SSLException("(bad_certificate) Received fatal alert: bad_certificate");
        assertThat(TlsRefusal.reason(refusal, true))
                .isEqualTo("the server does not accept this client's certificate (bad_certificate)");
        assertThat(TlsRefusal.reason(refusal, false)).startsWith("the server wants a certificate of this client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No subject alternative names matching IP address 127.0.0.1 found",
                "(certificate_unknown) No subject alternative DNS name matching localhost found.",
                "No name matching localhost found"
            })
    void aCertificateOfAnotherHostIsFoundAnywhereInTheMessage(String text) {
        SSLException failure = new SSLHandshakeException("(certificate_unknown) " + text);
        failure.initCause(new CertificateException(text));
        assertThat(TlsRefusal.reason(failure)).startsWith("the server's certificate is for another host (No ");
    }

    @Test
    void anUntrustedServerCertificateIsReported() {
        String reason = "the server's certificate is from no authority in the file of tls-ca=";
        assertThat(TlsRefusal.reason(caused(new CertPathBuilderException("unable to find valid certification path"))))
                .isEqualTo(reason);
        assertThat(TlsRefusal.reason(
                        caused(new CertPathValidatorException("chain", null, null, -1, PKIXReason.NO_TRUST_ANCHOR))))
                .isEqualTo(reason);
        assertThat(TlsRefusal.reason(caused(
                        new CertPathValidatorException("signature", null, null, -1, BasicReason.INVALID_SIGNATURE))))
                .isEqualTo(reason);
    }

    @Test
    void anExpiredServerCertificateIsReported() {
        Throwable expired =
                new CertPathValidatorException("validity check failed", new CertificateExpiredException("x"));
        assertThat(TlsRefusal.reason(caused(expired)))
                .isEqualTo("the time of the server's certificate is over or has not come (x)");
    }

    @Test
    void aServerWithoutTlsIsReported() {
        assertThat(TlsRefusal.reason(new SSLException("Unsupported or unrecognized SSL message")))
                .isEqualTo("the server does not speak TLS on this port");
    }

    @Test
    void anUnknownCauseIsReportedUnchanged() {
        assertThat(TlsRefusal.reason(caused(new IllegalStateException("engine off"))))
                .isEqualTo("the handshake failed (engine off)");
    }

    @Test
    void aConnectionThatBrokeIsNoRefusal() {
        assertThat(TlsRefusal.isRefusal(caused(new EOFException("SSL peer shut down incorrectly"))))
                .isFalse();
        assertThat(TlsRefusal.isRefusal(caused(new SocketException("Connection reset"))))
                .isFalse();
        assertThat(TlsRefusal.isRefusal(new IOException("timeout"))).isFalse();
        assertThat(TlsRefusal.isRefusal(caused(new CertPathBuilderException("none"))))
                .isTrue();
        assertThat(TlsRefusal.isRefusal(new IOException(new SSLException("x")))).isTrue();
    }

    private static SSLException caused(Throwable cause) {
        SSLException failure = new SSLHandshakeException("(certificate_unknown) PKIX path");
        failure.initCause(cause);
        return failure;
    }
}
