/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.util.Optional;

/**
 * Describes one problem of a file.
 *
 * @param line physical line, from 1; 0 for the file as a whole
 * @param sentence what is wrong and what is allowed
 */
public record Problem(long line, Optional<String> column, String sentence) {

    static Problem ofFile(String sentence) {
        return new Problem(0, Optional.empty(), sentence);
    }

    static Problem ofLine(long line, String sentence) {
        return new Problem(line, Optional.empty(), sentence);
    }

    /** Returns, for example, {@code line 3, column amount: '12,5' is not an amount ...}. */
    @Override
    public String toString() {
        String where = column.map(name -> ", column " + name).orElse("");
        return line == 0 ? sentence : "line " + line + where + ": " + sentence;
    }
}
