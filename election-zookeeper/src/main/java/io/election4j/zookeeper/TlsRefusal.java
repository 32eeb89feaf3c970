/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a handshake failed. */
final class TlsRefusal {
    private static final String ALERT = "Received fatal alert: ";

    private TlsRefusal() {}

    /** @param identified whether this client has a certificate to show */
    static String reason(SSLException refused, boolean identified) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "the time of the server's certificate is over or has not come (" + text + ")";
            }
            if (cause instanceof CertPathBuilderException || isTrustless(cause)) {
                return "the server's certificate is from no authority in the file of tls-ca=";
            }
            if (text.startsWith("No subject alternative") || text.startsWith("No name matching")) {
                return "the server's certificate is for another host (" + text + ")";
            }
            if (text.startsWith(ALERT)) {
                return identified
                        ? "the server does not accept this client's certificate (" + text.substring(ALERT.length())
                                + ")"
                        : "the server wants a certificate of this client, see tls-cert= and tls-key= ("
                                + text.substring(ALERT.length()) + ")";
            }
        }
        return "the handshake failed (" + refused.getMessage() + ")";
    }

    private static boolean isTrustless(@Nullable Throwable cause) {
        return cause instanceof CertPathValidatorException path && path.getReason() == PKIXReason.NO_TRUST_ANCHOR;
    }
}
