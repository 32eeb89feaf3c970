/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Explains why a handshake failed. The texts of the TLS library differ between versions, so their key words are
 * searched anywhere in its messages.
 */
public final class TlsRefusal {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final Pattern OTHER_NAME = Pattern.compile("No (subject alternative|name matching).*");
    private static final int LONGEST_CHAIN = 20;

    private TlsRefusal() {}

    /** Whether the two sides disagree about TLS; a broken connection is not a refusal. */
    public static boolean isRefusal(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.stream().anyMatch(cause -> cause instanceof SSLException || cause instanceof CertificateException)
                && chain.stream().noneMatch(cause -> cause instanceof EOFException || cause instanceof SocketException);
    }

    /** The reason in one sentence, without a full stop; for {@link io.election4j.backend.ServiceProblems#refusesTls}. */
    public static String reason(Throwable failure) {
        return reason(failure, TlsReasons::wantsAnotherCertificate);
    }

    /**
     * As {@link #reason(Throwable)}, for a caller that knows whether this client has a certificate: some servers send
     * the same alert for a missing certificate and for one that they do not accept.
     *
     * @param identified whether this client has a certificate of its own
     */
    public static String reason(Throwable failure, boolean identified) {
        return reason(failure, identified ? TlsReasons::refusesCertificate : TlsReasons::wantsCertificate);
    }

    private static String reason(Throwable failure, UnaryOperator<String> ofClient) {
        List<Throwable> chain = chain(failure);
        return chain.stream()
                .flatMap(cause -> reasonOf(cause, ofClient).stream())
                .findFirst()
                .orElseGet(() -> TlsReasons.fails(text(chain.get(chain.size() - 1))));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < LONGEST_CHAIN; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static Optional<String> reasonOf(Throwable cause, UnaryOperator<String> ofClient) {
        String text = text(cause);
        Matcher alert = ALERT.matcher(text);
        if (alert.find()) {
            return Optional.of(ofAlert(alert.group(1), ofClient));
        }
        Matcher name = OTHER_NAME.matcher(text);
        if (name.find()) {
            return Optional.of(TlsReasons.serverOfAnotherName(name.group()));
        }
        if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
            return Optional.of(TlsReasons.serverOutOfTime(text));
        }
        if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
            return isUntrusted(cause) ? Optional.of(TlsReasons.serverUntrusted()) : Optional.empty();
        }
        boolean plain = Stream.of("Unsupported or unrecognized SSL message", "not an SSL/TLS record")
                .anyMatch(text::contains);
        return plain ? Optional.of(TlsReasons.serverWithoutTls()) : Optional.empty();
    }

    private static boolean isUntrusted(Throwable cause) {
        if (cause instanceof CertPathValidatorException path) {
            Reason reason = path.getReason(); // a renewed authority may have the same name and another key
            return reason == PKIXReason.NO_TRUST_ANCHOR || reason == BasicReason.INVALID_SIGNATURE;
        }
        return true;
    }

    private static String ofAlert(String alert, UnaryOperator<String> ofClient) {
        return switch (alert) {
            case "certificate_expired" -> TlsReasons.clientOutOfTime(alert);
            case "unknown_ca", "certificate_revoked", "unsupported_certificate" -> TlsReasons.refusesCertificate(alert);
            // also certificate_required: a client sends no certificate if none is from an authority that the server
            // names
            case "certificate_required", "bad_certificate", "certificate_unknown", "access_denied" ->
                ofClient.apply(alert);
            case "protocol_version", "handshake_failure", "insufficient_security" -> TlsReasons.nothingInCommon(alert);
            default -> TlsReasons.endsHandshake(alert);
        };
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
