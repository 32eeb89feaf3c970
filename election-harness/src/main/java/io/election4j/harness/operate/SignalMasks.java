/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The signals that this process ignores and blocks, as Linux reports them; on other systems, none.
 *
 * @param ignored one bit for each signal, the lowest for signal 1
 * @param blocked the same
 */
record SignalMasks(long ignored, long blocked) {
    static final int QUIT = 3;

    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final int HEXADECIMAL = 16;

    /** Reads the masks. The blocked signals are those of the calling thread; processes that it starts inherit them. */
    static SignalMasks ofThisThread() {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            return new SignalMasks(mask(lines, "SigIgn:"), mask(lines, "SigBlk:"));
        } catch (IOException notOnThisSystem) {
            return new SignalMasks(0, 0);
        }
    }

    private static long mask(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .mapToLong(text -> Long.parseUnsignedLong(text, HEXADECIMAL))
                .findFirst()
                .orElse(0);
    }

    boolean isIgnored(int signal) {
        return isIn(ignored, signal);
    }

    boolean isBlocked(int signal) {
        return isIn(blocked, signal);
    }

    private static boolean isIn(long mask, int signal) {
        return (mask >> (signal - 1) & 1) == 1;
    }
}
