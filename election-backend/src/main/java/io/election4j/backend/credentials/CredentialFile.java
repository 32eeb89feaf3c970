/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that an option names. Only regular files up to a limit are read: others may block or never end.
 *
 * @param role what the file is, in messages, such as {@code token file}
 * @param limit the maximum length in bytes
 */
record CredentialFile(String role, Path path, int limit) {

    /** Identifies a version of the file, so that a change is noticed even if another file was moved to its path. */
    record Stamp(FileTime modified, long size, @Nullable Object key) {}

    static CredentialFile of(String option, String path, String role, int limit) {
        try {
            return new CredentialFile(role, Path.of(path), limit);
        } catch (InvalidPathException malformed) {
            throw CredentialProblems.noPath(option, path);
        }
    }

    /** The present stamp; empty if the file cannot be accessed. */
    Optional<Stamp> stamp() {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /**
     * Reads the content, which is not empty.
     *
     * @throws ElectionException if there is no valid content, with the reason in one sentence
     */
    byte[] read() {
        try {
            if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
                throw CredentialProblems.notRegular(role, name());
            }
            try (InputStream in = Files.newInputStream(path)) {
                return checked(in.readNBytes(limit + 1));
            }
        } catch (NoSuchFileException absent) {
            throw CredentialProblems.absent(role, name());
        } catch (AccessDeniedException forbidden) {
            throw CredentialProblems.unreadable(role, name(), "permission denied");
        } catch (IOException broken) {
            throw CredentialProblems.unreadable(role, name(), broken.getClass().getSimpleName());
        }
    }

    private byte[] checked(byte[] content) {
        if (content.length > limit) {
            throw CredentialProblems.tooLong(role, name(), Integer.toString(limit));
        }
        if (content.length == 0) {
            throw CredentialProblems.empty(role, name());
        }
        return content;
    }

    /**
     * Decodes content as text, without a byte order mark.
     *
     * @throws ElectionException if it is not UTF-8
     */
    String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder() // throws if the content is not UTF-8
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException binary) {
            throw CredentialProblems.notText(role, name());
        }
    }

    String name() {
        return path.toString();
    }
}
