/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Holds a file for this process only: open, and without a name in any folder, so that no cleanup removes it and nothing
 * is left of it, however the process ends. It is read through its descriptor, under {@code /proc}; on systems without
 * that, it keeps its name until it is closed.
 */
final class NamelessFile implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /**
     * A file system in memory, which most Linux systems have, and which can be written even if the others are
     * read-only.
     */
    private static final Path MEMORY = Path.of("/dev/shm");

    private final FileChannel open;
    private final Path path;
    private final boolean named;

    private NamelessFile(FileChannel open, Path path, boolean named) {
        this.open = open;
        this.path = path;
        this.named = named;
    }

    /**
     * Writes the content.
     *
     * @throws IOException if neither of the folders for temporary files can be written
     */
    static NamelessFile of(byte[] content) throws IOException {
        return of(content, List.of(MEMORY, Path.of(System.getProperty("java.io.tmpdir"))), DESCRIPTORS);
    }

    static NamelessFile of(byte[] content, List<Path> folders, Path descriptors) throws IOException {
        IOException reason = new IOException("there is no folder for temporary files");
        for (Path folder : folders) {
            try {
                return create(content, folder, descriptors);
            } catch (IOException unwritable) {
                unwritable.addSuppressed(reason);
                reason = unwritable;
            }
        }
        throw reason;
    }

    private static NamelessFile create(byte[] content, Path folder, Path descriptors) throws IOException {
        Path file = Files.createTempFile(folder, "election4j-", ".p12").toRealPath(); // readable for this user only
        try {
            Files.write(file, content);
            FileChannel open = FileChannel.open(file, StandardOpenOption.READ);
            Optional<Path> descriptor = descriptorOf(file, descriptors);
            if (descriptor.isEmpty()) {
                file.toFile().deleteOnExit();
                return new NamelessFile(open, file, true);
            }
            Files.delete(file);
            return new NamelessFile(open, descriptor.get(), false);
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    private static Optional<Path> descriptorOf(Path file, Path descriptors) throws IOException {
        if (Files.isDirectory(descriptors)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(descriptors)) {
                for (Path descriptor : each) {
                    if (leadsTo(file, descriptor)) {
                        return Optional.of(descriptor);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean leadsTo(Path file, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** The path at which it can be read until it is closed. */
    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        open.close();
        if (named) {
            Files.deleteIfExists(path);
        }
    }
}
