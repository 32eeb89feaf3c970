/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Finds secrets, which come from an environment variable or a file and never from the command line itself. */
final class Secrets {

    private final CommandSpec command;

    Secrets(CommandSpec command) {
        this.command = command;
    }

    /**
     * Returns the secret of a variable, or else of a file. A file that the command line names precedes the variable.
     *
     * @param option names the file, as typed
     * @param file the option's value
     * @throws CommandException if the file cannot be read or is empty
     */
    Optional<Secret> find(String variable, String option, @Nullable Path file) {
        boolean typed = command.commandLine().getParseResult().hasMatchedOption(option);
        Optional<Secret> inVariable = typed ? Optional.empty() : sources().secretVariable(variable);
        return inVariable.or(() -> Optional.ofNullable(file).map(path -> read(path, option)));
    }

    private SettingSources sources() {
        return (SettingSources) command.defaultValueProvider();
    }

    private static Secret read(Path file, String option) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                throw new CommandException("The file " + file + " of " + option + " is empty.");
            }
            return new Secret(text);
        } catch (IOException unreadable) {
            throw new CommandException("The file " + file + " of " + option + " cannot be read.", unreadable);
        }
    }
}
