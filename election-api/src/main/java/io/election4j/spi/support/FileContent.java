/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something made from the content of files, and made anew when they have changed, so that a renewed certificate or
 * password needs no restart. What cannot be read any more keeps its last good value. Thread-safe; looks at the files
 * whenever it is asked, so not for hot paths.
 */
final class FileContent<T> {
    private static final Logger log = LoggerFactory.getLogger(FileContent.class);

    /** Makes the value; its exceptions name the file and what is wrong with it. */
    interface Reader<T> {
        T read();
    }

    /** When a file changed last, and how long it was then. */
    private record Stamp(FileTime modified, long size) {}

    private final List<Path> files;
    private final Reader<T> reader;
    private List<Stamp> stamps;
    private T value;

    /**
     * Reads at once.
     *
     * @throws ElectionException if that fails
     */
    FileContent(List<Path> files, Reader<T> reader) {
        this.files = files;
        this.reader = reader;
        this.stamps = stamps(files).orElse(List.of());
        this.value = reader.read();
    }

    synchronized T value() {
        Optional<List<Stamp>> present = stamps(files).filter(now -> !now.equals(stamps));
        if (present.isPresent()) {
            try {
                value = reader.read();
                stamps = present.get();
                log.info("read {} again, because it has changed", files);
            } catch (ElectionException halfWritten) {
                log.warn("{}; going on with what was read before", halfWritten.getMessage());
            }
        }
        return value;
    }

    /** The path that an option names. */
    static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException malformed) {
            throw new ElectionException(Kind.INVALID, "the option " + option + " is not a path: " + text, malformed);
        }
    }

    static String text(String role, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new ElectionException(Kind.INVALID, "the " + role + " " + file + " cannot be read", unreadable);
        }
    }

    private static Optional<List<Stamp>> stamps(List<Path> files) {
        List<Stamp> found = new ArrayList<>();
        for (Path file : files) {
            try {
                found.add(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
            } catch (IOException gone) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }
}
