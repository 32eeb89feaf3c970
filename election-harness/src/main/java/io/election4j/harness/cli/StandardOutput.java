/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The standard output of this process, which records that a write has failed. Thread-safe. */
public final class StandardOutput extends OutputStream {
    private static final Path WHERE_TO = Path.of("/proc/self/fd/1");

    private final OutputStream stream = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException failure;
    private boolean written;

    /** Returns a writer that writes each line at once, in the encoding of the locale. */
    public PrintWriter writer() {
        return new PrintWriter(this, true, charset("stdout.encoding"));
    }

    /** Returns the encoding of a standard stream, by the property that newer Java versions set for it. */
    public static Charset charset(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getProperty("native.encoding")))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
    }

    /**
     * Returns why a write failed, in one sentence; empty if all was written, or if a reader, such as {@code head},
     * closed the pipe after something was written.
     */
    public synchronized Optional<String> problem() {
        if (failure == null || (written && isRead())) {
            return Optional.empty();
        }
        return Optional.of("standard output cannot be written: " + failure.getMessage());
    }

    /** Whether the output is a pipe or a socket: a write to it fails only because no process reads it any more. */
    private static boolean isRead() {
        try {
            String target = Files.readSymbolicLink(WHERE_TO).toString();
            return target.startsWith("pipe:") || target.startsWith("socket:");
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
            written = true;
        } catch (IOException full) {
            failure = failure == null ? full : failure;
            throw full;
        }
    }
}
