/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.spi.BackendUri;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A secret that is the only line of a file, in UTF-8; white space around it, and a byte order mark before it, are no part
 * of it. Read again when the file changes; never shows in any text. Thread-safe.
 */
public final class SecretFile {
    private static final int LIMIT = 64 << 10;

    private final CredentialFile file;
    private final FileContent<String> content;

    private SecretFile(CredentialFile file, IntPredicate carried) {
        this.file = file;
        this.content = new FileContent<>(List.of(file), (contents, present) -> secret(file, contents.get(0), carried));
    }

    /**
     * The file that an option names, if the URI has the option.
     *
     * @param option such as {@code password-file}
     * @param role what the file is, in messages, such as {@code password file}
     * @throws ElectionException if the file cannot be read, or does not hold one secret
     */
    public static Optional<SecretFile> of(BackendUri uri, String option, String role) {
        return of(uri, option, role, character -> true);
    }

    /**
     * As {@link #of}, for a secret that travels in a header of HTTP, which carries nothing but printable ASCII.
     *
     * @throws ElectionException if the file cannot be read, or does not hold one such secret
     */
    public static Optional<SecretFile> ofHeader(BackendUri uri, String option, String role) {
        return of(uri, option, role, character -> character < 0x7F);
    }

    private static Optional<SecretFile> of(BackendUri uri, String option, String role, IntPredicate carried) {
        return uri.option(option).map(text -> new SecretFile(CredentialFile.of(option, text, role, LIMIT), carried));
    }

    /** The secret as the file holds it now, or held it last. Reads files. */
    public String value() {
        return content.value();
    }

    /** Looks at the file every second from now on, so that what is wrong with it is logged at once. */
    public void follow(BackendThreads threads) {
        FileLooks.follow(threads, content::value);
    }

    /** The path alone. */
    @Override
    public String toString() {
        return file.name();
    }

    private static String secret(CredentialFile file, byte[] content, IntPredicate carried) {
        String secret = file.text(content).strip();
        if (secret.isEmpty()) {
            throw CredentialProblems.empty(file.role(), file.name());
        }
        if (secret.lines().count() > 1) {
            throw CredentialProblems.severalLines(file.role(), file.name());
        }
        if (secret.codePoints().anyMatch(Character::isISOControl)) {
            throw CredentialProblems.unprintable(file.role(), file.name());
        }
        if (!secret.codePoints().allMatch(carried)) {
            throw CredentialProblems.notAscii(file.role(), file.name());
        }
        return secret;
    }
}
