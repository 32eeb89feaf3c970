/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import io.election4j.backend.BackendThreads;
import io.election4j.spi.BackendUri;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a user name and the file of its password, which is never shown. Thread-safe. */
public final class Login {
    private static final int MOST_PASSWORDS = 8;

    private final String username;
    private final SecretFile password;
    private final Set<String> known = new LinkedHashSet<>();

    private Login(String username, SecretFile password) {
        this.username = username;
        this.password = password;
    }

    /**
     * Reads the options {@code username} and {@code password-file}, if the URI has them.
     *
     * @throws ElectionException if one of them is missing, or the file does not hold one password
     */
    public static Optional<Login> of(BackendUri uri) {
        return of(uri, 1);
    }

    /**
     * As {@link #of}, for a service that identifies a client by user and password together, so that a new password
     * means a new identity: the file may hold several, one a line.
     *
     * @throws ElectionException if one of the options is missing, or the file does not hold passwords
     */
    public static Optional<Login> ofIdentities(BackendUri uri) {
        return of(uri, MOST_PASSWORDS);
    }

    private static Optional<Login> of(BackendUri uri, int most) {
        Optional<String> username = uri.option("username");
        if (username.isPresent() != uri.option("password-file").isPresent()) {
            throw CredentialProblems.together("username", "password-file");
        }
        return username.map(name -> new Login(
                name,
                SecretFile.ofSeveral(uri, "password-file", "password file", most)
                        .orElseThrow()));
    }

    /** The client as {@link io.election4j.backend.ServiceProblems} name it: by its user name, or by what it lacks. */
    public static String client(Optional<Login> login) {
        return login.map(known -> "the user " + known.username())
                .orElse("a client without username= and password-file=");
    }

    /** The user's name. */
    public String username() {
        return username;
    }

    /** The password in the file now, or the last valid one. Reads files. */
    public String password() {
        return password.value();
    }

    /**
     * All passwords in the file now, and those that earlier calls of this method returned: an identity stays in use,
     * because other identities cannot access what it created. The oldest are forgotten when there are too many. Reads
     * files.
     */
    public synchronized List<String> passwords() {
        known.addAll(password.values());
        Iterator<String> oldest = known.iterator();
        while (known.size() > 2 * MOST_PASSWORDS) {
            oldest.next();
            oldest.remove();
        }
        return List.copyOf(known);
    }

    /** Checks the file every second from now on, so that problems are logged early. */
    public void follow(BackendThreads threads) {
        password.follow(threads);
    }

    @Override
    public String toString() {
        return username + ":***";
    }
}
