/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Holds the client's own key and its certificate, followed by those of its authorities. */
record Identity(PrivateKey key, List<X509Certificate> chain, X509ExtendedKeyManager manager) {
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final char[] NO_PASSWORD = {};

    static Identity of(CredentialFile certificateFile, byte[] certificate, CredentialFile keyFile, byte[] key) {
        List<X509Certificate> chain = Pem.certificates(certificateFile, certificate);
        try {
            PrivateKey own = Pem.privateKey(keyFile, key);
            if (!fit(own, chain.get(0))) {
                throw CredentialProblems.misfit(certificateFile.name(), keyFile.name());
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            addTo(store, own, chain, NO_PASSWORD);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return new Identity(own, chain, managerOf(factory));
        } catch (GeneralSecurityException | ProviderException | IOException unusable) {
            throw CredentialProblems.unusable(certificateFile.name(), keyFile.name());
        }
    }

    void addTo(KeyStore store, char[] password) throws GeneralSecurityException {
        addTo(store, key, chain, password);
    }

    boolean isValidAt(Instant time) {
        return !time.isBefore(begin()) && !time.isAfter(end());
    }

    Instant begin() {
        return chain.get(0).getNotBefore().toInstant();
    }

    Instant end() {
        return chain.get(0).getNotAfter().toInstant();
    }

    ElectionException outOfTime(CredentialFile certificateFile) {
        return CredentialProblems.outOfTime(certificateFile.name(), begin().toString(), end().toString());
    }

    private static void addTo(KeyStore store, PrivateKey key, List<X509Certificate> chain, char[] password)
            throws GeneralSecurityException {
        store.setKeyEntry("own", key, password, chain.toArray(Certificate[]::new));
    }

    /**
     * Checks that key and certificate match: a key store accepts any pair, and the server would refuse a wrong one
     * without a reason.
     */
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
        } catch (InvalidKeyException | SignatureException ofAnotherKind) {
            return false;
        }
    }

    private static X509ExtendedKeyManager managerOf(KeyManagerFactory factory) {
        return Arrays.stream(factory.getKeyManagers())
                .filter(X509ExtendedKeyManager.class::isInstance)
                .map(X509ExtendedKeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this Java makes no key manager"));
    }

    /** Contains no part of the key. */
    @Override
    public String toString() {
        return "certificate " + chain.get(0).getSerialNumber();
    }
}
