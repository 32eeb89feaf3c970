/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import java.util.HashMap;
import java.util.Map;

/** Defines the options that mean the same for every backend that has them, each with its description. */
public final class CommonOptions {
    /** See {@link Login}. */
    public static final Map<String, String> LOGIN = Map.of(
            "username", "the user to log in as",
            "password-file", "the file that holds the password of the user");

    /** See {@link TlsFiles}. */
    public static final Map<String, String> TLS = Map.of(
            "tls-ca", "the PEM file with the certificates to trust; switches TLS on",
            "tls-cert", "the PEM file with the client's own certificate",
            "tls-key", "the PEM file with the client's own key, unencrypted PKCS 8");

    private CommonOptions() {}

    /** Joins several groups; a later description of an option replaces an earlier one. */
    @SafeVarargs
    public static Map<String, String> join(Map<String, String>... groups) {
        Map<String, String> all = new HashMap<>();
        for (Map<String, String> group : groups) {
            all.putAll(group);
        }
        return Map.copyOf(all);
    }
}
