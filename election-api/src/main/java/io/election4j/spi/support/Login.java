/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.spi.BackendUri;
import java.util.Optional;

/** A user name and the file of its password, which never shows. Thread-safe. */
public final class Login {
    private final String username;
    private final SecretFile password;

    private Login(String username, SecretFile password) {
        this.username = username;
        this.password = password;
    }

    /**
     * From the options {@code username} and {@code password-file}, if the URI has them.
     *
     * @throws ElectionException if one of them is missing, or the file does not hold one password
     */
    public static Optional<Login> of(BackendUri uri) {
        Optional<String> username = uri.option("username");
        if (username.isPresent() != uri.option("password-file").isPresent()) {
            throw CredentialProblems.together("username", "password-file");
        }
        return username.map(name -> new Login(
                name, SecretFile.of(uri, "password-file", "password file").orElseThrow()));
    }

    /** The user's name. */
    public String username() {
        return username;
    }

    /** The password as its file holds it now, or held it last. Reads files. */
    public String password() {
        return password.value();
    }

    /** Looks at the file every second from now on, so that what is wrong with it is logged at once. */
    public void follow(BackendThreads threads) {
        password.follow(threads);
    }

    @Override
    public String toString() {
        return username + ":***";
    }
}
