/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Assembles the command line: the sources of options, their parsing, their help and the errors. */
final class Program {

    private static final int USAGE_WIDTH = 100;
    private static final int WRONG_USAGE = 2;

    private final Map<String, String> environment;
    private final Path directory;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Supplier<Optional<String>> outputProblem;

    /** Uses this process's standard output and error. */
    static Program ofThisProcess() {
        CheckedOutput output = new CheckedOutput();
        // the demonstration prints there
        System.setOut(new PrintStream(output, true, charset("stdout.encoding")));
        return new Program(
                System.getenv(),
                Path.of(""),
                new PrintWriter(output, true, charset("stdout.encoding")),
                new PrintWriter(System.err, true, charset("stderr.encoding")),
                output::problem);
    }

    /** Returns the locale's charset; newer versions of Java have one for each stream. */
    private static Charset charset(String stream) {
        return Charset.forName(System.getProperty(stream, System.getProperty("native.encoding", "UTF-8")));
    }

    /** @param directory the directory of {@code billing.properties} */
    Program(Map<String, String> environment, Path directory, PrintWriter out, PrintWriter err) {
        this(environment, directory, out, err, Optional::empty);
    }

    private Program(
            Map<String, String> environment,
            Path directory,
            PrintWriter out,
            PrintWriter err,
            Supplier<Optional<String>> outputProblem) {
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.out = out;
        this.err = err;
        this.outputProblem = outputProblem;
    }

    /** Runs one command and returns its exit status. */
    int execute(String... arguments) {
        CommandLine commandLine;
        try {
            commandLine = commandLine(arguments);
        } catch (CommandException unusable) {
            err.println("billing: " + unusable.getMessage());
            err.flush();
            return WRONG_USAGE;
        }
        int status = commandLine.execute(arguments);
        out.flush();
        Optional<String> problem = outputProblem.get();
        problem.ifPresent(sentence -> err.println("billing: " + sentence));
        return problem.isPresent() ? failed(commandLine) : status;
    }

    /** Returns the failure status of the command that ran. */
    private static int failed(CommandLine program) {
        ParseResult parsed = program.getParseResult();
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().exitCodeOnExecutionException();
    }

    CommandLine commandLine(String... arguments) {
        CommandLine commandLine = new CommandLine(new Billing());
        Optional<ConfigFile> file = configFile(arguments).map(path -> ConfigFile.read(path, options(commandLine)));
        SettingSources sources = new SettingSources(environment, file);
        Errors errors = new Errors(sources);
        showVariables(commandLine);
        return commandLine
                .setDefaultValueProvider(sources)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(YearMonth.class, new MonthConverter())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err);
    }

    /** Returns every option that a configuration file may contain, of all commands. */
    private static Set<String> options(CommandLine commandLine) {
        Set<String> names = new TreeSet<>();
        collect(commandLine, names);
        return names;
    }

    private static void collect(CommandLine commandLine, Set<String> names) {
        commandLine.getCommandSpec().options().stream()
                .map(SettingSources::name)
                .filter(SettingSources::isConfigurable)
                .forEach(names::add);
        commandLine.getSubcommands().values().forEach(each -> collect(each, names));
    }

    /** Finds the file before the options are parsed, because it has their defaults. */
    private Optional<Path> configFile(String... arguments) {
        ConfigOption option = new ConfigOption();
        new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
        Optional<Path> given = Optional.ofNullable(option.config)
                .or(() -> Optional.ofNullable(environment.get("BILLING_CONFIG")).map(Path::of));
        return given.or(
                () -> Optional.of(directory.resolve(ConfigFile.DEFAULT_NAME)).filter(Files::exists));
    }

    private static void showVariables(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        for (OptionSpec option : spec.options().toArray(OptionSpec[]::new)) {
            String name = SettingSources.name(option);
            if (!SettingSources.COMMAND_LINE_ONLY.contains(name)) {
                spec.remove(option);
                spec.addOption(withVariable(option, SettingSources.variable(name)));
            }
        }
        commandLine.getSubcommands().values().forEach(Program::showVariables);
    }

    private static OptionSpec withVariable(OptionSpec option, String variable) {
        String[] description = option.description().clone();
        if (description.length > 0) {
            description[description.length - 1] += " [" + variable + "]";
        }
        return OptionSpec.builder(option).description(description).build();
    }

    /** Parses only the file's name and ignores everything else. */
    @Command
    static final class ConfigOption {
        @Option(names = "--config")
        @Nullable
        Path config;
    }
}
