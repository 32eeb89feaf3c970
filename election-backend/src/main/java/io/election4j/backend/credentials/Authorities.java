/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Holds the certificates of the trusted authorities. */
record Authorities(List<X509Certificate> certificates, X509ExtendedTrustManager manager) {

    static Authorities of(CredentialFile file, byte[] content) {
        List<X509Certificate> certificates = Pem.certificates(file, content);
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            addTo(trusted, certificates);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return new Authorities(certificates, managerOf(factory));
        } catch (GeneralSecurityException | IOException unusable) {
            throw CredentialProblems.untrustable(file.role(), file.name());
        }
    }

    void addTo(KeyStore store) throws GeneralSecurityException {
        addTo(store, certificates);
    }

    private static void addTo(KeyStore store, List<X509Certificate> certificates) throws GeneralSecurityException {
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
    }

    private static X509ExtendedTrustManager managerOf(TrustManagerFactory factory) {
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this Java makes no trust manager"));
    }
}
