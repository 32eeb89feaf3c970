/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import io.election4j.ElectionException;
import io.election4j.backend.credentials.CredentialFile.Stamp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a value from the content of files, and makes it again when they change, so that a renewed certificate or
 * password needs no restart. While a file is missing, half written or wrong, the last good value stays; the beginning
 * and the end of that are logged once each. Thread-safe. Each call checks the files, so it is not for hot paths.
 */
final class ReloadingFile<T> {
    private static final Logger log = LoggerFactory.getLogger(ReloadingFile.class);

    /** The time for which a changed file is read at each call, because the clocks of file systems are coarse. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    /** Makes the value; its exceptions name the file and the problem. */
    interface Reader<T> {
        /**
         * Makes the value from these contents, one for each file.
         *
         * @param present the present value; null at first
         */
        T read(List<byte[]> contents, @Nullable T present);
    }

    private final List<CredentialFile> files;
    private final Reader<T> reader;
    private final LongSupplier clock;
    private List<Optional<Stamp>> stamps;
    private long changedAt;
    private long lookedAt;
    private byte[] digest;
    private T value;
    private @Nullable String trouble;

    /**
     * Reads at once.
     *
     * @throws ElectionException if that fails
     */
    ReloadingFile(List<CredentialFile> files, Reader<T> reader) {
        this(files, reader, System::nanoTime);
    }

    ReloadingFile(List<CredentialFile> files, Reader<T> reader, LongSupplier clock) {
        this.files = files;
        this.reader = reader;
        this.clock = clock;
        this.stamps = stamps();
        this.changedAt = clock.getAsLong();
        List<byte[]> contents = contents();
        this.digest = digest(contents);
        this.value = reader.read(contents, null);
    }

    /** The value of the files now, or the last good one. */
    synchronized T value() {
        List<Optional<Stamp>> found = stamps();
        long now = clock.getAsLong();
        boolean changed = !found.equals(stamps);
        if (changed) {
            stamps = found;
            changedAt = now;
        }
        // A problem may end without a change of the file, such as a certificate that becomes valid later.
        boolean again = trouble != null && now - lookedAt > SETTLING.toNanos();
        if (changed || again || now - changedAt < SETTLING.toNanos()) {
            lookedAt = now;
            reload();
        }
        return value;
    }

    private void reload() {
        try {
            List<byte[]> contents = contents();
            byte[] latest = digest(contents);
            if (!Arrays.equals(latest, digest)) {
                value = reader.read(contents, value);
                digest = latest;
                log.info("{} read again, because of a change", names());
            } else if (trouble != null) {
                log.info("{} good again, and as before", names());
            }
            trouble = null;
        } catch (ElectionException wrong) {
            String sentence = String.valueOf(wrong.getMessage());
            if (!sentence.equals(trouble)) {
                log.warn("{}; going on with what was read before", sentence);
            }
            trouble = sentence;
        }
    }

    private List<Optional<Stamp>> stamps() {
        return files.stream().map(CredentialFile::stamp).toList();
    }

    private List<byte[]> contents() {
        return files.stream().map(CredentialFile::read).toList();
    }

    private String names() {
        return String.join(", ", files.stream().map(CredentialFile::name).toList());
    }

    /** Identifies contents without keeping secrets. */
    private static byte[] digest(List<byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] content : contents) {
                digest.update(Integer.toString(content.length).getBytes(StandardCharsets.US_ASCII));
                digest.update((byte) ' ');
                digest.update(content);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
