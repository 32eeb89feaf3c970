/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.harness.operate.OperationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports a failure in one sentence on standard error, and its stack trace only if requested. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
        } else {
            err.println("election: " + asOneLine(problem.getMessage()));
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitStatus.WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("election: " + sentence(problem));
        if (arguments.hasMatchedOption(CommonOptions.DEBUG)) {
            problem.printStackTrace(err);
        }
        err.flush();
        return status(problem);
    }

    private static int status(Exception problem) {
        boolean asked = problem instanceof IllegalArgumentException
                || (problem instanceof ElectionException refused && refused.kind() == Kind.INVALID);
        return asked ? ExitStatus.WRONG_USAGE : ExitStatus.FAILED;
    }

    static String sentence(Throwable problem) {
        boolean forPeople = problem instanceof ElectionException
                || problem instanceof OperationException
                || problem instanceof IllegalArgumentException;
        String text = asOneLine(problem.getMessage());
        return forPeople
                ? text
                : "unexpected " + problem.getClass().getSimpleName() + ": " + text + " (" + CommonOptions.DEBUG
                        + " shows where)";
    }

    /** Returns why a file or a folder cannot be used; Java's own message is often no more than its name. */
    static String why(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (problem instanceof AccessDeniedException) {
            return "access is denied";
        }
        boolean hasReason = problem instanceof FileSystemException file && file.getReason() != null;
        return asOneLine(hasReason ? ((FileSystemException) problem).getReason() : problem.getMessage());
    }

    private static String asOneLine(@Nullable String message) {
        return String.join("; ", String.valueOf(message).strip().split("\\s*\\R\\s*"));
    }
}
