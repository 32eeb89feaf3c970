/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to run while leading, and how.
 *
 * @param command a program and its arguments
 * @param grace how long a command may take to stop before it is killed
 * @param patience how long to stand for election without leading; empty for no limit
 * @param again whether to stand again after a term that ended before the command did
 * @param atTerminal whether the terminal sends Ctrl-C to the command, too
 */
public record LeadSettings(
        Service service,
        String election,
        String candidateId,
        List<String> command,
        Duration grace,
        Optional<Duration> patience,
        boolean again,
        boolean atTerminal) {

    /** Copies the command. */
    public LeadSettings {
        command = List.copyOf(command);
    }

    boolean isPassedOn(StopSignal signal) {
        return !(atTerminal && signal == StopSignal.INT);
    }
}
