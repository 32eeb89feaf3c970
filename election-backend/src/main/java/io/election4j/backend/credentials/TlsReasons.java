/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

/**
 * States why a TLS connection fails, as parts of the sentences that
 * {@link io.election4j.backend.ServiceProblems#refusesTls} completes.
 */
final class TlsReasons {

    private TlsReasons() {}

    static String serverOutOfTime(String detail) {
        return "the time of the server's certificate is over or has not come (" + detail + ")";
    }

    static String serverUntrusted() {
        return "the server's certificate is from no authority in the file of tls-ca=";
    }

    static String serverOfAnotherName(String detail) {
        return "the server's certificate is for another host (" + detail + ")";
    }

    static String serverWithoutTls() {
        return "the server does not speak TLS on this port";
    }

    static String wantsCertificate(String alert) {
        return "the server wants a certificate of this client, see tls-cert= and tls-key= (" + alert + ")";
    }

    static String refusesCertificate(String alert) {
        return "the server does not accept this client's certificate (" + alert + ")";
    }

    static String clientOutOfTime(String alert) {
        return "the time of this client's certificate is over or has not come (" + alert + ")";
    }

    static String wantsAnotherCertificate(String alert) {
        return "the server does not accept this client's certificate, or wants one, see tls-cert= and tls-key= ("
                + alert + ")";
    }

    static String nothingInCommon(String alert) {
        return "client and server share no version of TLS or no cipher suite (" + alert + ")";
    }

    static String endsHandshake(String alert) {
        return "the server has ended the handshake (" + alert + ")";
    }

    static String fails(String detail) {
        return "the handshake failed (" + detail + ")";
    }
}
