/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Finds the value of an option that the command line does not give: in the environment, then in the configuration file.
 */
final class SettingSources implements IDefaultValueProvider {

    /** Options that make sense on a command line only. */
    static final Set<String> COMMAND_LINE_ONLY = Set.of("help", "version", "stop-on-stdin-eof");

    private static final String CONFIG = "config";

    private final Map<String, String> environment;
    private final Optional<ConfigFile> file;

    SettingSources(Map<String, String> environment, Optional<ConfigFile> file) {
        this.environment = Map.copyOf(environment);
        this.file = file;
    }

    /** Returns the name of an option in the configuration file, such as {@code in-flight}. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Returns the environment variable of an option, such as {@code BILLING_IN_FLIGHT}. */
    static String variable(String option) {
        return "BILLING_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Whether the configuration file may contain the option. */
    static boolean isConfigurable(String option) {
        return !COMMAND_LINE_ONLY.contains(option) && !option.equals(CONFIG);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = name(option);
        if (COMMAND_LINE_ONLY.contains(name)) {
            return null;
        }
        return variableValue(name).or(() -> fileValue(name)).orElse(null);
    }

    /** Returns the source of a value, for messages; empty if the command line gave it or nothing did. */
    Optional<String> origin(OptionSpec option) {
        String name = name(option);
        if (variableValue(name).isPresent()) {
            return Optional.of("the environment variable " + variable(name));
        }
        return fileValue(name)
                .map(value -> "the configuration file " + file.orElseThrow().path());
    }

    /** Reads a variable that is no option, because its value must not appear on a command line. */
    Optional<Secret> secretVariable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> new Secret(value.trim()));
    }

    private Optional<String> variableValue(String name) {
        return Optional.ofNullable(environment.get(variable(name))).filter(value -> !value.isBlank());
    }

    private Optional<String> fileValue(String name) {
        return isConfigurable(name) ? file.flatMap(config -> config.value(name)) : Optional.empty();
    }
}
