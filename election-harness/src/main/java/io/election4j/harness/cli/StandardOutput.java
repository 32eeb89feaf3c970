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

/** This process's standard output, which remembers that it could not be written. Thread-safe. */
public final class StandardOutput extends OutputStream {
    private static final Path WHERE_TO = Path.of("/proc/self/fd/1");

    private final OutputStream stream = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException failure;
    private boolean written;

    /** Each line is written at once, in the encoding of the locale. */
    public PrintWriter writer() {
        return new PrintWriter(this, true, charset("stdout.encoding"));
    }

    /** The encoding of a standard stream, by the property of newer Java versions that tells it. */
    public static Charset charset(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getProperty("native.encoding")))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
    }

    /**
     * Why not all could be written, in one sentence; empty if all was written, or if a reader, such as {@code head}, has gone
     * after it had read something.
     */
    public synchronized Optional<String> problem() {
        if (failure == null || (written && isRead())) {
            return Optional.empty();
        }
        return Optional.of("standard output cannot be written: " + failure.getMessage());
    }

    /** A pipe fails only because nobody reads it any more. */
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
