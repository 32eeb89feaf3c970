/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProgramTest {

    private static final String KEY = "sk_test_not_to_be_seen";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theCommandLineGoesBeforeTheEnvironmentBeforeTheFileBeforeTheDefault() throws IOException {
        assertThat(inFlight()).isEqualTo(64);

        Files.writeString(folder.resolve("billing.properties"), "in-flight=3\n");
        assertThat(inFlight()).isEqualTo(3);

        environment.put("BILLING_IN_FLIGHT", "2");
        assertThat(inFlight()).isEqualTo(2);

        assertThat(inFlight("--in-flight", "1")).isEqualTo(1);
    }

    @Test
    void requiredOptionsMayComeFromTheEnvironmentAndTheFile() throws IOException {
        Files.writeString(folder.resolve("other.conf"), "replica-id = a\nperiod=2026-01\n");
        environment.put("BILLING_BACKEND", "zookeeper:embedded");
        environment.put("BILLING_DATABASE", "jdbc:h2:mem:x");
        environment.put("BILLING_PROVIDER", "http://127.0.0.1:1");
        environment.put("BILLING_PROVIDER_KEY", KEY);

        int status = run("run", "--config", folder.resolve("other.conf").toString());

        // The command has read the values, because its message names one.
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("zookeeper:embedded");
    }

    @Test
    void theFileMayBeNamedByTheEnvironment() throws IOException {
        Files.writeString(folder.resolve("other.conf"), "in-flight=7\n");
        environment.put("BILLING_CONFIG", folder.resolve("other.conf").toString());

        assertThat(inFlight()).isEqualTo(7);
    }

    @Test
    void anUnknownOptionInTheFileIsRefusedWithTheKnownOnes() throws IOException {
        Files.writeString(folder.resolve("billing.properties"), "in-fligth=3\n");

        assertThat(run("status", "--database", "jdbc:h2:mem:x")).isEqualTo(2);
        assertThat(err.toString()).contains("'in-fligth'").contains("in-flight").contains("replica-id");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aMissingConfigurationFileIsRefused() {
        assertThat(run("status", "--config", "nowhere.conf")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.conf does not exist");
    }

    @Test
    void secretsAndOptionsForTheCommandLineAloneAreRefusedInTheFile() throws IOException {
        for (String name : List.of("provider-key", "database-password", "help", "config", "stop-on-stdin-eof")) {
            Files.writeString(folder.resolve("billing.properties"), name + "=x\n");
            assertThat(run("status", "--database", "jdbc:h2:mem:x")).as(name).isEqualTo(2);
        }
    }

    @Test
    void anUnknownOptionIsRefusedInOneSentenceWithoutAStackTrace() {
        assertThat(run("demo", "--subscription", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("--subscription").doesNotContain("\tat ");
    }

    @Test
    void aBadMonthIsRefusedSayingWhatIsAllowed() {
        assertThat(run(runArguments("--period", "2026-13"))).isEqualTo(2);
        assertThat(err.toString()).contains("'2026-13' is not a month such as 2026-01");
    }

    @Test
    void aBadValueSaysWhereItWasFound() {
        environment.put("BILLING_IN_FLIGHT", "many");

        assertThat(run(runArguments())).isEqualTo(2);
        assertThat(err.toString()).contains("many").contains("environment variable BILLING_IN_FLIGHT");
    }

    @Test
    void aReplicaRefusesABackendThatNoOtherReplicaCanReach() {
        environment.put("BILLING_PROVIDER_KEY", KEY);

        assertThat(run(runArguments("--backend", "zookeeper:embedded"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("every replica would elect itself")
                .contains("zookeeper://host:port")
                .doesNotContain("\tat ");
    }

    @Test
    void aBackendThatIsNotOnTheClassPathIsRefusedNamingThoseThatAre() {
        assertThat(run("demo", "--backend", "carrierpigeon")).isEqualTo(3);
        assertThat(err.toString()).contains("carrierpigeon").contains("zookeeper");
    }

    @Test
    void theStackTraceComesOnDemandOnly() {
        String[] command = {"status", "--database", "jdbc:nonsense:x"};
        assertThat(run(command)).isEqualTo(1);
        assertThat(err.toString()).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSize(1);

        assertThat(run("status", "--database", "jdbc:nonsense:x", "--debug")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void theProvidersKeyIsAskedForAndTakenFromTheEnvironmentOrAFile() throws IOException {
        assertThat(run("provider", "--books", folder.toString(), "--port", "-1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("BILLING_PROVIDER_KEY").contains("--provider-key-file");

        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        assertThat(run(
                        "provider",
                        "--books",
                        folder.toString(),
                        "--port",
                        "-1",
                        "--provider-key-file",
                        file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Port -1").doesNotContain(KEY);
    }

    @Test
    void theFileOfTheKeyGoesBeforeTheEnvironmentOnlyIfItWasTyped() throws IOException {
        environment.put("BILLING_PROVIDER_KEY", KEY);
        environment.put("BILLING_PROVIDER_KEY_FILE", "nowhere");
        run("provider", "--books", folder.toString(), "--port", "-1");
        assertThat(err.toString()).contains("Port -1");

        run("provider", "--books", folder.toString(), "--port", "-1", "--provider-key-file", "nowhere");
        assertThat(err.toString()).contains("nowhere of --provider-key-file cannot be read");
    }

    @Test
    void noSecretIsShownByHelpOrToString() {
        environment.put("BILLING_PROVIDER_KEY", KEY);
        environment.put("BILLING_DATABASE_PASSWORD", KEY);
        for (String command : commands()) {
            run(command, "--help");
            assertThat(out.toString()).as(command).doesNotContain(KEY);
        }
        assertThat(new Secret(KEY)).hasToString("(secret)");
    }

    @Test
    void everyCommandsHelpNamesExitStatusAndVariables() {
        for (String command : commands()) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).as(command).contains("--help");
            if (!command.equals("fence")) {
                assertThat(out.toString()).as(command).contains("[BILLING_").contains("xample");
            }
        }
    }

    @Test
    void aFileNeedsItsColumnsAndOneCurrency() {
        assertThat(run("demo", "--file", "x.csv", "--currency", "USD")).isEqualTo(2);
        assertThat(err.toString()).contains("--id-column");
        assertThat(run("demo", "--file", "x.csv", "--id-column", "a", "--amount-column", "b"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--currency or --currency-column");
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedAtOnce() {
        assertThat(run("demo", "--json", folder.resolve("missing/x.json").toString()))
                .isEqualTo(3);
        assertThat(err.toString()).contains("--json cannot be written");
    }

    private Object inFlight(String... more) {
        List<String> all = new ArrayList<>(List.of(runArguments()));
        all.addAll(List.of(more));
        String[] arguments = all.toArray(String[]::new);
        CommandLine commandLine = program().commandLine(arguments);
        commandLine.parseArgs(arguments);
        CommandLine run = Objects.requireNonNull(commandLine.getSubcommands().get("run"));
        return run.getCommandSpec().findOption("--in-flight").getValue();
    }

    private static String[] runArguments(String... overriding) {
        Map<String, String> options = new HashMap<>(Map.of(
                "--backend", "zookeeper://127.0.0.1:1",
                "--database", "jdbc:h2:mem:x",
                "--provider", "http://127.0.0.1:1",
                "--replica-id", "a",
                "--period", "2026-01"));
        for (int i = 0; i < overriding.length; i += 2) {
            options.put(overriding[i], overriding[i + 1]);
        }
        List<String> all = new ArrayList<>(List.of("run"));
        options.forEach((name, value) -> all.addAll(List.of(name, value)));
        return all.toArray(String[]::new);
    }

    private List<String> commands() {
        return List.copyOf(program().commandLine().getSubcommands().keySet());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return program().execute(arguments);
    }

    private Program program() {
        return new Program(environment, folder, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
