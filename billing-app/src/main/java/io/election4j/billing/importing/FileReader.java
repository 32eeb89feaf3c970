/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Decodes a file and splits the text into rows. */
record FileReader(Path file, CsvColumns columns) {

    private static final long MAX_BYTES = 256L << 20;

    SubscriptionFile read() {
        try {
            if (Files.isDirectory(file)) {
                return invalid(file + " is a folder: name a CSV file.");
            }
            if (Files.size(file) > MAX_BYTES) {
                return invalid(file + " has more than " + (MAX_BYTES >> 20) + " MiB: split it.");
            }
            return read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return invalid(file + " does not exist.");
        } catch (AccessDeniedException e) {
            return invalid(file + " may not be read by this user.");
        } catch (IOException e) {
            return invalid(file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private SubscriptionFile read(byte[] bytes) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(input, output, true);
        if (result.isError()) {
            return notUtf8(bytes, input.position());
        }
        output.flip();
        // The byte order mark is one character after decoding.
        if (output.hasRemaining() && output.charAt(0) == '\uFEFF') {
            output.position(1);
        }
        return new RecordReader(columns, file.toString()).read(output.toString());
    }

    private static SubscriptionFile notUtf8(byte[] bytes, int position) {
        long line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
                line++;
            }
        }
        String hex = HexFormat.of().withUpperCase().toHexDigits(bytes[position]);
        return new SubscriptionFile.Invalid(
                List.of(Problem.ofLine(line, "byte 0x" + hex + " is not UTF-8: save the file as UTF-8.")));
    }

    private static SubscriptionFile invalid(String sentence) {
        return new SubscriptionFile.Invalid(List.of(Problem.ofFile(sentence)));
    }
}
