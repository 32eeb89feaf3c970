/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A user name and its password, which never shows. */
final class Login {
    private final String username;
    private final String password;

    private Login(String username, String password) {
        this.username = username;
        this.password = password;
    }

    static Optional<Login> of(BackendUri uri) {
        Optional<String> username = uri.option("username");
        Optional<String> file = uri.option("password-file");
        if (username.isPresent() != file.isPresent()) {
            throw new ElectionException(Kind.INVALID, "the options username and password-file go together");
        }
        return username.map(name -> new Login(name, read(file.orElseThrow())));
    }

    String username() {
        return username;
    }

    /** As the scheme "digest" wants it. */
    byte[] digest() {
        return (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return username + ":***";
    }

    private static String read(String file) {
        try {
            String password = Files.readString(Path.of(file)).strip();
            if (password.isEmpty()) {
                throw new ElectionException(Kind.INVALID, "the password file " + file + " is empty");
            }
            return password;
        } catch (IOException | InvalidPathException unreadable) {
            throw new ElectionException(Kind.INVALID, "the password file " + file + " cannot be read", unreadable);
        }
    }
}
