/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import io.election4j.backend.BackendThreads;
import io.election4j.spi.BackendUri;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Reads a secret that is the only line of a file in UTF-8, or several secrets, one a line, without surrounding white
 * space and a byte order mark. Reads the file again when it changes; never shows a secret in any text. Thread-safe.
 */
public final class SecretFile {
    private static final int LIMIT = 64 << 10;

    private final CredentialFile file;
    private final ReloadingFile<List<String>> content;

    private SecretFile(CredentialFile file, Rules rules) {
        this.file = file;
        this.content = new ReloadingFile<>(List.of(file), (contents, present) -> secrets(file, contents.get(0), rules));
    }

    /**
     * Defines what the file may hold.
     *
     * @param most the maximum number of lines
     * @param carried the characters that may occur
     */
    private record Rules(int most, IntPredicate carried) {}

    /**
     * Reads the file that an option names, if the URI has the option.
     *
     * @param option such as {@code password-file}
     * @param role what the file is, in messages, such as {@code password file}
     * @throws ElectionException if the file cannot be read, or does not hold one secret
     */
    public static Optional<SecretFile> of(BackendUri uri, String option, String role) {
        return of(uri, option, role, new Rules(1, character -> true));
    }

    /**
     * As {@link #of}, for a secret in an HTTP header, which holds only printable ASCII.
     *
     * @throws ElectionException if the file cannot be read, or does not hold one such secret
     */
    public static Optional<SecretFile> ofHeader(BackendUri uri, String option, String role) {
        return of(uri, option, role, new Rules(1, character -> character < 0x7F));
    }

    /** As {@link #of}, for a file that may hold several secrets, one a line. */
    static Optional<SecretFile> ofSeveral(BackendUri uri, String option, String role, int most) {
        return of(uri, option, role, new Rules(most, character -> true));
    }

    private static Optional<SecretFile> of(BackendUri uri, String option, String role, Rules rules) {
        return uri.option(option).map(text -> new SecretFile(CredentialFile.of(option, text, role, LIMIT), rules));
    }

    /** The secret in the file now, or the last valid one; the first of several. Reads files. */
    public String value() {
        return values().get(0);
    }

    /** All secrets in the file now, or the last valid ones; at least one. */
    List<String> values() {
        return content.value();
    }

    /** Checks the file every second from now on, so that problems are logged early. */
    public void follow(BackendThreads threads) {
        FileMonitor.follow(threads, content::value);
    }

    /** Returns the path only. */
    @Override
    public String toString() {
        return file.name();
    }

    private static List<String> secrets(CredentialFile file, byte[] content, Rules rules) {
        List<String> lines = file.text(content)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw CredentialProblems.empty(file.role(), file.name());
        }
        if (lines.size() > rules.most) {
            throw rules.most == 1
                    ? CredentialProblems.severalLines(file.role(), file.name())
                    : CredentialProblems.tooManyLines(file.role(), file.name(), Integer.toString(rules.most));
        }
        for (String line : lines) {
            if (line.codePoints().anyMatch(Character::isISOControl)) {
                throw CredentialProblems.unprintable(file.role(), file.name());
            }
            if (!line.codePoints().allMatch(rules.carried)) {
                throw CredentialProblems.notAscii(file.role(), file.name());
            }
        }
        return lines;
    }
}
