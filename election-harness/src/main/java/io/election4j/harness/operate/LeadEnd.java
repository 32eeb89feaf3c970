/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.util.Optional;

/**
 * How leading ended.
 *
 * @param status to exit with: the command's, or one of those below
 * @param sentence the message for the operator; empty if the status is enough
 */
public record LeadEnd(int status, Optional<String> sentence) {
    /** The candidate did not lead within the time to wait. */
    public static final int NOT_ELECTED = 69;

    /** The term ended before the command did. */
    public static final int TERM_OVER = 75;

    /** The command exists and cannot be run; the status that shells use. */
    public static final int CANNOT_RUN = 126;

    /** There is no such command; the status that shells use. */
    public static final int NO_SUCH_COMMAND = 127;

    static LeadEnd of(int status) {
        return new LeadEnd(status, Optional.empty());
    }

    static LeadEnd of(int status, String sentence) {
        return new LeadEnd(status, Optional.of(sentence));
    }
}
