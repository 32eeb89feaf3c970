/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.server.StartServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Tests that the help texts which the scripts show without a build are those of the program. {@code -Dhelp.write}
 * writes the texts; then this test passes at the next run.
 */
class HelpTextsTest {
    private static final String FOLDER = "bin/lib/help/";

    @Test
    void theScriptShowsTheHelpOfTheProgramAndOfEachCommand() throws Exception {
        compare(
                "election",
                Election.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())));
    }

    @Test
    void theScriptShowsTheHelpOfStartingServers() throws Exception {
        compare("servers-start", StartServers.commandLine());
    }

    private static void compare(String folder, CommandLine program) throws IOException {
        Path texts = Scripts.repository().resolve(FOLDER + folder);
        Map<String, String> wanted = new HashMap<>(Map.of("help.txt", program.getUsageMessage()));
        if (program.getCommandSpec().version().length > 0) {
            wanted.put("version.txt", String.join("\n", program.getCommandSpec().version()) + "\n");
        }
        program.getSubcommands()
                .forEach((name, command) -> wanted.put("help-" + name + ".txt", command.getUsageMessage()));
        if (System.getProperty("help.write") != null) {
            write(texts, wanted);
        }
        assertThat(read(texts)).isEqualTo(wanted);
    }

    private static void write(Path folder, Map<String, String> texts) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.writeString(folder.resolve(text.getKey()), text.getValue());
        }
    }

    private static Map<String, String> read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toMap(file -> file.getFileName().toString(), Scripts::read));
        }
    }
}
