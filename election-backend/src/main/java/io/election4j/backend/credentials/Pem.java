/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM format. Its exceptions are {@link ElectionException}s. */
final class Pem {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /** Reads the certificates; at least one. */
    static List<X509Certificate> certificates(CredentialFile file, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1); // may contain remarks around certificates
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw CredentialProblems.noCertificate(file.role(), file.name());
        }
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException garbled) {
            throw CredentialProblems.garbledCertificate(file.role(), file.name());
        }
        throw CredentialProblems.garbledCertificate(file.role(), file.name());
    }

    /** Reads the key. Messages contain nothing of the content, because it is secret. */
    static PrivateKey privateKey(CredentialFile file, byte[] content) throws GeneralSecurityException {
        Matcher key = PKCS8.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!key.find()) {
            throw CredentialProblems.noKey(file.role(), file.name());
        }
        for (String algorithm : KEY_ALGORITHMS) {
            Optional<PrivateKey> decoded = decode(algorithm, key.group(1));
            if (decoded.isPresent()) {
                return decoded.get();
            }
        }
        throw CredentialProblems.unknownKey(file.role(), file.name(), String.join(", ", KEY_ALGORITHMS));
    }

    private static Optional<PrivateKey> decode(String algorithm, String encoded) throws GeneralSecurityException {
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(encoded);
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(decoded)));
        } catch (InvalidKeySpecException | IllegalArgumentException otherKind) {
            return Optional.empty();
        }
    }
}
