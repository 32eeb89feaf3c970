/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of the values of options; what fails is told as wrong usage. */
final class Require {

    private Require() {}

    static void that(boolean holds, CommandSpec spec, String sentence) {
        if (!holds) {
            CommandLine command = spec.commandLine();
            throw new ParameterException(command, sentence);
        }
    }

    /** Zero is a value that can never do. */
    static void longerThanZero(Duration duration, CommandSpec spec, String option) {
        that(!duration.isZero(), spec, option + " must be longer than zero");
    }
}
