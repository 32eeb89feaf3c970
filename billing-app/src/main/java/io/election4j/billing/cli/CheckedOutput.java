/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes to standard output and remembers whether all was written. Thread-safe. */
final class CheckedOutput extends OutputStream {
    private static final Path DESTINATION = Path.of("/proc/self/fd/1");

    private final OutputStream stream = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException failure;
    private boolean isSomethingWritten;

    /**
     * Returns why the output is incomplete, in one sentence. Empty if it is complete, or if its reader, such as {@code
     * head}, has read a part of it and closed it.
     */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(failure)
                .filter(full -> !(isSomethingWritten && isPipe()))
                .map(full -> "standard output cannot be written: " + full.getMessage());
    }

    private static boolean isPipe() {
        try {
            String destination = Files.readSymbolicLink(DESTINATION).toString();
            return destination.startsWith("pipe:") || destination.startsWith("socket:");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            stream.write(bytes, offset, length);
            isSomethingWritten = true;
        } catch (IOException full) {
            failure = failure == null ? full : failure;
            throw full;
        }
    }
}
