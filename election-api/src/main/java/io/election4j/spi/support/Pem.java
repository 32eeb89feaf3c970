/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Reads certificates and keys in the PEM form. */
final class Pem {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final char[] NO_PASSWORD = {};

    private Pem() {}

    static X509ExtendedTrustManager trustManager(Path authority) {
        try {
            KeyStore trusted = emptyStore();
            for (Certificate certificate : certificates(authority)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return only(X509ExtendedTrustManager.class, factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException unusable) {
            throw invalid("the file " + authority + " holds certificates that cannot be trusted", unusable);
        }
    }

    static X509ExtendedKeyManager keyManager(Path certificate, Path key) {
        try {
            KeyStore own = emptyStore();
            PrivateKey ownKey = privateKey(key);
            List<Certificate> chain = certificates(certificate);
            if (!fit(ownKey, chain.get(0))) {
                throw invalid("the certificate " + certificate + " and the key " + key + " do not fit together");
            }
            own.setKeyEntry("own", ownKey, NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(own, NO_PASSWORD);
            return only(X509ExtendedKeyManager.class, factory.getKeyManagers());
        } catch (GeneralSecurityException | IOException unusable) {
            throw invalid("the certificate " + certificate + " or the key " + key + " cannot be used", unusable);
        }
    }

    private static List<Certificate> certificates(Path file) {
        String text = FileContent.text("file", file);
        if (!text.contains("-----BEGIN CERTIFICATE-----")) {
            throw invalid("the file " + file + " is not a PEM file with certificates");
        }
        try {
            return List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
        } catch (CertificateException garbled) {
            throw invalid("the file " + file + " holds a certificate that cannot be read", garbled);
        }
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        Matcher key = PKCS8.matcher(FileContent.text("file", file));
        if (!key.find()) {
            throw invalid("the file " + file + " is not a PEM file with an unencrypted PKCS 8 key;"
                    + " 'openssl pkcs8 -topk8 -nocrypt' makes one of other keys");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String algorithm : KEY_ALGORITHMS) {
            Optional<PrivateKey> decoded = decode(algorithm, encoded);
            if (decoded.isPresent()) {
                return decoded.get();
            }
        }
        throw invalid("the file " + file + " holds no key of the kinds " + String.join(", ", KEY_ALGORITHMS));
    }

    private static Optional<PrivateKey> decode(String algorithm, PKCS8EncodedKeySpec encoded)
            throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (InvalidKeySpecException otherKind) {
            return Optional.empty();
        }
    }

    /** A key store would take any key with any certificate, and the server would refuse the pair without saying why. */
    private static boolean fit(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        String algorithm = SIGNATURES.getOrDefault(key.getAlgorithm(), key.getAlgorithm());
        byte[] message = certificate.getEncoded();
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(message);
        byte[] signed = signing.sign();
        try {
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(message);
            return verifying.verify(signed);
        } catch (InvalidKeyException ofAnotherKind) {
            return false;
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static <T> T only(Class<T> kind, Object[] managers) {
        return Arrays.stream(managers)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this Java makes no " + kind.getSimpleName()));
    }

    private static ElectionException invalid(String sentence) {
        return new ElectionException(Kind.INVALID, sentence);
    }

    private static ElectionException invalid(String sentence, Exception cause) {
        return new ElectionException(Kind.INVALID, sentence, cause);
    }
}
