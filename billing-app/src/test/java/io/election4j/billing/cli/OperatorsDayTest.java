/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.sandbox.Sandbox;
import io.election4j.billing.sandbox.SandboxSettings;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.LocalServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the commands of an operator, from the import of subscriptions to the raising of a fence's epoch. */
class OperatorsDayTest {

    private static final String KEY = "sk_test_canary";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Sandbox sandbox;
    private LocalServer coordination;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.of(Files.createDirectory(folder.resolve("books")), KEY));
        coordination = BackendProvider.forScheme("zookeeper")
                .startLocalServer(Files.createDirectory(folder.resolve("coordination")));
    }

    @AfterEach
    void stop() {
        coordination.close();
        sandbox.close();
    }

    @Test
    void theCommandsImportChargeAuditAndRepair() throws Exception {
        Path file = Files.writeString(folder.resolve("customers.csv"), "id,amount\na,1.00\nb,2.50\nc,10.00\n");
        succeeds(
                "import",
                file.toString(),
                "--database",
                database(),
                "--id-column",
                "id",
                "--amount-column",
                "amount",
                "--currency",
                "USD",
                "--first-period",
                "2026-01");
        succeeds(withProvider(
                "run",
                "--backend",
                coordination.uri() + "/billing",
                "--replica-id",
                "a",
                "--period",
                "2026-01",
                "--exit-when-done"));

        assertThat(succeeds("status", "--database", database(), "--backend", coordination.uri() + "/billing"))
                .contains("subscriptions  3")
                .contains("2026-01        3 charges: 3 SUCCEEDED")
                .contains("in epoch 0, claimed by a");
        assertThat(succeeds(withProvider("audit", "--period", "2026-01"))).contains("exactly once");

        damage();
        assertThat(run(withProvider("audit", "--period", "2026-01"))).isEqualTo(1);
        assertThat(succeeds(withProvider("reconcile", "--period", "2026-01")))
                .contains("Every payment of 2026-01 is recorded.");
        assertThat(succeeds(withProvider("audit", "--period", "2026-01"))).contains("exactly once");

        assertThat(succeeds("fence", "bump", "--database", database(), "--reason", "moved to another service"))
                .contains("now in epoch 1");
        assertThat(succeeds("status", "--database", database())).contains("in epoch 1");
        assertThat(sandbox.totals().successes()).isEqualTo(3);
    }

    @Test
    void aCommandThatNeedsADatabaseCreatesNone() {
        for (String[] command : List.of(
                new String[] {"status", "--database", database()},
                new String[] {"fence", "bump", "--database", database(), "--reason", "x"},
                withProvider("audit"),
                withProvider("reconcile"))) {
            assertThat(run(command)).as(command[0]).isIn(1, 3);
            assertThat(err.toString())
                    .contains("There is no database at " + database())
                    .doesNotContain("IFEXISTS");
        }
        assertThat(folder.resolve("billing.mv.db")).doesNotExist();
    }

    private void damage() throws Exception {
        try (Connection connection = DriverManager.getConnection(database(), "billing", "");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from ledger_entry");
            statement.executeUpdate("update charge set state = 'SENDING', resolved_at = null");
        }
    }

    private String database() {
        return "jdbc:h2:file:" + folder.resolve("billing") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
    }

    private String[] withProvider(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(
                "--database",
                database(),
                "--provider",
                Objects.requireNonNull(sandbox).uri().toString()));
        return all.toArray(String[]::new);
    }

    private String succeeds(String... command) {
        assertThat(run(command))
                .as(() -> String.join(" ", command) + "\n" + err)
                .isZero();
        assertThat(out.toString() + err).doesNotContain(KEY);
        return out.toString();
    }

    private int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new Program(
                        Map.of("BILLING_PROVIDER_KEY", KEY),
                        folder,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .execute(command);
    }
}
