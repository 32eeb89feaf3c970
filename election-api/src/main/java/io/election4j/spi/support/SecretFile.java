/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.BackendUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A secret that lies in a file, read again when the file changes; never shows in any text. Thread-safe. */
public final class SecretFile {
    private final Path file;
    private final FileContent<String> content;

    private SecretFile(Path file, FileContent<String> content) {
        this.file = file;
        this.content = content;
    }

    /**
     * The file that an option names, if the URI has the option.
     *
     * @param option such as {@code token-file}
     * @param role what the file is, in messages, such as {@code token file}
     * @throws ElectionException if the file cannot be read, or is empty
     */
    public static Optional<SecretFile> of(BackendUri uri, String option, String role) {
        return uri.option(option).map(text -> {
            Path file = FileContent.path(option, text);
            return new SecretFile(file, new FileContent<>(List.of(file), () -> read(role, file)));
        });
    }

    /** The secret as the file holds it now, without white space around it. */
    public String value() {
        return content.value();
    }

    /** The path alone. */
    @Override
    public String toString() {
        return file.toString();
    }

    private static String read(String role, Path file) {
        String secret = FileContent.text(role, file).strip();
        if (secret.isEmpty()) {
            throw new ElectionException(Kind.INVALID, "the " + role + " " + file + " is empty");
        }
        return secret;
    }
}
