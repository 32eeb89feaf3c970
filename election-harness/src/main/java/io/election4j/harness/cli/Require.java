/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks the values of options; a failed check is reported as wrong usage. */
final class Require {

    private Require() {}

    static void that(boolean holds, CommandSpec spec, String sentence) {
        if (!holds) {
            CommandLine command = spec.commandLine();
            throw new ParameterException(command, sentence);
        }
    }

    /** Refuses zero, with which no command can succeed. */
    static void longerThanZero(Duration duration, CommandSpec spec, String option) {
        that(!duration.isZero(), spec, option + " must be longer than zero");
    }
}
