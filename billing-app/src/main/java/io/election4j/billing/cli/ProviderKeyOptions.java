/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Holds the option of the payment provider's key. */
final class ProviderKeyOptions {

    static final String VARIABLE = "BILLING_PROVIDER_KEY";
    private static final String FILE = "--provider-key-file";

    @Option(
            names = FILE,
            paramLabel = "FILE",
            description = "File that holds the provider's API key; or put the key into " + VARIABLE + ".")
    @Nullable
    Path file;

    Secret required(CommandSpec command) {
        return new Secrets(command)
                .find(VARIABLE, FILE, file)
                .orElseThrow(() -> new CommandException("The provider's API key is missing: put it into the environment"
                        + " variable " + VARIABLE + ", or into a file named by " + FILE + "."));
    }
}
