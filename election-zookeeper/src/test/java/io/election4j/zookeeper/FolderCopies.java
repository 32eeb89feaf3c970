/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies folders. */
final class FolderCopies {

    private FolderCopies() {}

    /** Makes a copy beside the original; it is consistent only if no process writes meanwhile. */
    static Path copyOf(Path folder) throws IOException {
        Path copy = Files.createTempDirectory(folder.getParent(), "copy-");
        copy(folder, copy);
        return copy;
    }

    /** Replaces the content of a folder by that of another. */
    static void replace(Path folder, Path by) throws IOException {
        for (Path file : walk(folder, Comparator.reverseOrder())) {
            Files.delete(file);
        }
        copy(by, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : walk(from, Comparator.naturalOrder())) {
            Path target = to.resolve(from.relativize(file));
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target);
            }
        }
    }

    private static List<Path> walk(Path folder, Comparator<Path> order) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(order).toList();
        }
    }
}
