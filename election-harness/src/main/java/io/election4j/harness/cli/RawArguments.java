/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the arguments of this process as the system received them. Java silently replaces bytes that do not fit the
 * encoding.
 */
final class RawArguments {
    private static final Path ARGUMENTS = Path.of("/proc/self/cmdline");

    private RawArguments() {}

    /** Names the first of the last {@code count} arguments that Java has damaged; empty if there is none. */
    static Optional<String> damage(int count) {
        Charset charset = Optional.ofNullable(System.getProperty("sun.jnu.encoding"))
                .filter(Charset::isSupported)
                .map(Charset::forName)
                .orElseGet(Charset::defaultCharset);
        try {
            return damage(Files.readAllBytes(ARGUMENTS), count, charset);
        } catch (IOException notOnThisSystem) {
            return Optional.empty();
        }
    }

    static Optional<String> damage(byte[] line, int count, Charset charset) {
        List<ByteBuffer> all = split(line);
        for (int index = Math.max(0, all.size() - count); index < all.size(); index++) {
            if (!isText(all.get(index), charset)) {
                return Optional.of("the argument '"
                        + new String(bytes(all.get(index)), StandardCharsets.US_ASCII)
                        + "' holds bytes that are no text in this locale's encoding, " + charset.name()
                        + "; set LC_ALL to a locale that fits, such as C.UTF-8, or change the argument");
            }
        }
        return Optional.empty();
    }

    /** Splits the command line; each argument ends with a zero byte. */
    private static List<ByteBuffer> split(byte[] line) {
        List<ByteBuffer> all = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < line.length; end++) {
            if (line[end] == 0) {
                all.add(ByteBuffer.wrap(line, start, end - start));
                start = end + 1;
            }
        }
        return all;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static boolean isText(ByteBuffer bytes, Charset charset) {
        try {
            ByteBuffer again = charset.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(bytes.duplicate()));
            return again.equals(bytes);
        } catch (CharacterCodingException damaged) {
            return false;
        }
    }
}
