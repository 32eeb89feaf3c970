/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.ElectionException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an error in one sentence on standard error; prints a stack trace on demand only. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final String DEBUG = "--debug";

    private final SettingSources sources;

    Errors(SettingSources sources) {
        this.sources = sources;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        err.println("billing: " + oneLine(String.valueOf(problem.getMessage())) + from(problem));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, err);
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        err.println("billing: " + sentence(problem));
        if (arguments.hasMatchedOption(DEBUG) || isTrue(command, DEBUG)) {
            problem.printStackTrace(err);
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** Returns the message unchanged if it was written for people; otherwise adds the kind of failure. */
    static String sentence(Throwable problem) {
        boolean forPeople = problem instanceof CommandException
                || problem instanceof ElectionException
                || problem instanceof IllegalArgumentException
                || problem.getClass().getPackageName().startsWith("io.election4j.");
        String message = problem.getMessage();
        if (forPeople && message != null) {
            return oneLine(message);
        }
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return "unexpected " + root.getClass().getSimpleName() + ": " + oneLine(String.valueOf(root.getMessage()))
                + " (" + DEBUG + " shows where)";
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }

    private static boolean isTrue(CommandLine command, String option) {
        OptionSpec spec = command.getCommandSpec().findOption(option);
        return spec != null && Boolean.TRUE.equals(spec.getValue());
    }

    /** Names the source of a wrong value that was not typed on the command line. */
    private String from(ParameterException problem) {
        return Optional.ofNullable(problem.getArgSpec())
                .filter(OptionSpec.class::isInstance)
                .map(OptionSpec.class::cast)
                .filter(option -> problem.getValue() != null && isDefault(option, problem.getValue()))
                .flatMap(sources::origin)
                .map(origin -> " (from " + origin + ")")
                .orElse("");
    }

    private boolean isDefault(OptionSpec option, String value) {
        return value.equals(sources.defaultValue(option));
    }
}
