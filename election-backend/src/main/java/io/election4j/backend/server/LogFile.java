/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what a server writes to its log after a given position. */
record LogFile(Path path, long start) {
    private static final int TAIL_BYTES = 16_384;

    /** Starts at the end of the file, because its content belongs to an earlier run. */
    static LogFile continued(Path path) throws IOException {
        return new LogFile(path, Files.exists(path) ? Files.size(path) : 0);
    }

    /** The last lines, at most so many; none if the file cannot be read. */
    List<String> tail(int most) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(start, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - most), lines.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
