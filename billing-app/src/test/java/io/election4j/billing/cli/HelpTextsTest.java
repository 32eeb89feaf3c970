/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests that the texts that {@code bin/billing} shows without a build are those of the program. {@code -Dhelp.write}
 * writes them again.
 */
class HelpTextsTest {

    @Test
    void theScriptShowsTheHelpOfTheProgramAndOfEachCommand(@TempDir Path empty) throws Exception {
        CommandLine program = new Program(
                        Map.of(), empty, new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()))
                .commandLine();
        Map<String, String> wanted = new HashMap<>(Map.of("help.txt", program.getUsageMessage()));
        wanted.put("version.txt", String.join("\n", program.getCommandSpec().version()) + "\n");
        program.getSubcommands().forEach((name, command) -> add(wanted, name, command));
        Path folder = texts();
        if (System.getProperty("help.write") != null) {
            write(folder, wanted);
        }
        assertThat(read(folder)).isEqualTo(wanted);
    }

    private static void add(Map<String, String> wanted, String name, CommandLine command) {
        wanted.put("help-" + name + ".txt", command.getUsageMessage());
        command.getSubcommands().forEach((inner, each) -> add(wanted, name + "." + inner, each));
    }

    private static Path texts() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("bin/billing"))) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow();
        }
        return folder.resolve("bin/lib/help/billing");
    }

    private static void write(Path folder, Map<String, String> texts) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
    }

    private static Map<String, String> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), HelpTextsTest::text));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
