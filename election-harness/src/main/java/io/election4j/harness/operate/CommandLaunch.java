/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts the operator's command in the environment in which this process was started, not in Java's.
 *
 * @param prefix a program and its options that is replaced by the command; may be empty
 */
record CommandLaunch(List<String> command, List<String> prefix) {
    /** The variable in which {@code bin/election} passes the original LC_ALL: {@code =value}, or empty if it was not set. */
    private static final String LOCALE_BEFORE = "ELECTION_LC_ALL";

    private static final String LOCALE = "LC_ALL";
    private static final long PROBE_SECONDS = 5;

    /** Threads of some Java versions block SIGQUIT; processes that they start would not receive it. */
    private static final List<String> WITH_QUIT = List.of("env", "--default-signal=QUIT");

    /** Finds out how this machine starts commands. */
    static CommandLaunch of(List<String> command) {
        return new CommandLaunch(command, needsHelp(command.get(0)) ? WITH_QUIT : List.of());
    }

    /** Returns why the command cannot be run, with the status that shells use; empty if no reason is found. */
    Optional<LeadEnd> refusal() {
        String program = command.get(0);
        List<Path> found = candidates(program).filter(Files::exists).toList();
        if (program.isEmpty() || found.isEmpty()) {
            return Optional.of(LeadEnd.of(LeadEnd.NO_SUCH_COMMAND, "the command " + program + " does not exist"));
        }
        boolean runs = found.stream().anyMatch(file -> Files.isExecutable(file) && !Files.isDirectory(file));
        return runs ? Optional.empty() : Optional.of(notRun(why(found.get(0))));
    }

    private static String why(Path file) {
        return Files.isDirectory(file) ? "it is a directory" : "its file is not executable for this user";
    }

    /** Returns the system's reason why the command could not be run. */
    LeadEnd refusal(IOException cannot) {
        return notRun(String.valueOf(cannot.getMessage()).replaceFirst(".*error=\\d+, ", ""));
    }

    private LeadEnd notRun(String why) {
        return LeadEnd.of(LeadEnd.CANNOT_RUN, "the command " + command.get(0) + " cannot be run: " + why);
    }

    private static Stream<Path> candidates(String program) {
        if (program.contains("/")) {
            return Stream.of(Path.of(program));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, program));
    }

    /** Prepares the command, on this process's standard input, output and error. */
    ProcessBuilder process(Map<String, String> variables) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
        Map<String, String> environment = builder.environment();
        Optional.ofNullable(environment.remove(LOCALE_BEFORE)).ifPresent(before -> {
            environment.remove(LOCALE);
            if (before.startsWith("=")) {
                environment.put(LOCALE, before.substring(1));
            }
        });
        environment.putAll(variables);
        return builder;
    }

    private static boolean needsHelp(String program) {
        // env would take a name with an equals sign for a variable
        return SignalMasks.ofThisThread().isBlocked(SignalMasks.QUIT) && !program.contains("=") && canHelp();
    }

    /** Whether {@code env} of this system has that option. */
    private static boolean canHelp() {
        try {
            List<String> probe = new ArrayList<>(WITH_QUIT);
            probe.add("true");
            Process process = new ProcessBuilder(probe)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
