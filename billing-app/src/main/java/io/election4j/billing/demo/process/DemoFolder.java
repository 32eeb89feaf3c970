/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds every file of a demonstration; removes the folder at the end unless it is to be kept. Thread-safe. */
public final class DemoFolder implements AutoCloseable {

    private final Path folder;
    private final boolean kept;

    private DemoFolder(Path folder, boolean kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /**
     * Creates a folder in the system's temporary folder, or inside the folder to keep files in.
     *
     * @throws UncheckedIOException if it cannot be created
     */
    public static DemoFolder create(Optional<Path> keep) {
        try {
            if (keep.isEmpty()) {
                return new DemoFolder(Files.createTempDirectory("billing-demo-"), false);
            }
            Path parent = Files.createDirectories(keep.get().toAbsolutePath());
            return new DemoFolder(Files.createTempDirectory(parent, "demo-"), true);
        } catch (IOException cannot) {
            throw new UncheckedIOException(
                    "The folder for the demonstration's files cannot be made: " + cannot, cannot);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Whether the files stay. */
    public boolean isKept() {
        return kept;
    }

    /** Returns a folder inside; creates it if it is missing. */
    public Path subfolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    /** Removes the files unless they are to be kept. A second call is harmless. */
    @Override
    public void close() {
        if (kept || !Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Remover());
        } catch (IOException cannot) {
            // A logger is created only here, because its log may lie in this folder.
            Logger log = LoggerFactory.getLogger(DemoFolder.class);
            log.warn("The folder {} could not be removed.", folder, cannot);
        }
    }

    /** Removes files, some of which may vanish meanwhile: a database removes its own when it closes. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException vanished) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
