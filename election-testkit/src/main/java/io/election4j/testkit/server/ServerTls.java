/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.nio.file.Path;

/**
 * Configures TLS between a server and its clients.
 *
 * @param authority the PEM file of the authority whose client certificates it accepts
 * @param certificate its own certificate, a PEM file
 * @param key the private key of that certificate
 * @param clientsMustIdentify whether clients need a certificate of that authority
 */
public record ServerTls(Path authority, Path certificate, Path key, boolean clientsMustIdentify) {

    /** Uses a certificate that {@link Certificates} has issued. */
    public static ServerTls of(Path authority, Path certificate, Certificates issuer) {
        return new ServerTls(authority, certificate, issuer.keyOf(certificate), false);
    }

    /** Returns the same for clients that have a certificate. */
    public ServerTls forIdentifiedClients() {
        return new ServerTls(authority, certificate, key, true);
    }
}
