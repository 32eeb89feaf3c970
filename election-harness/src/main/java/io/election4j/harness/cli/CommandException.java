/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import picocli.CommandLine.IExitCodeGenerator;

/** A command ends without success, for a reason that is told in one sentence and has an exit status of its own. */
final class CommandException extends RuntimeException implements IExitCodeGenerator {
    private static final long serialVersionUID = 1L;

    private final int status;

    CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    @Override
    public int getExitCode() {
        return status;
    }
}
