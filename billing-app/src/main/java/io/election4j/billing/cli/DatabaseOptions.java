/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import io.election4j.billing.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds the options of the database of subscriptions and charges. */
final class DatabaseOptions {

    private static final String PASSWORD_FILE = "--database-password-file";

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    @Option(
            names = "--database",
            required = true,
            paramLabel = "URL",
            description = "JDBC URL of the database, such as 'jdbc:h2:file:./billing;AUTO_SERVER=TRUE;WRITE_DELAY=0'."
                    + " Its tables are made if they are missing.")
    String url = "";

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            defaultValue = "billing",
            description = "User name (default: ${DEFAULT-VALUE}).")
    String user = "billing";

    @Option(
            names = PASSWORD_FILE,
            paramLabel = "FILE",
            description =
                    "File that holds the password; or put it into BILLING_DATABASE_PASSWORD. None means an empty one.")
    @Nullable
    Path passwordFile;

    DatabaseSettings settings() {
        Secret password = new Secrets(Objects.requireNonNull(command))
                .find("BILLING_DATABASE_PASSWORD", PASSWORD_FILE, passwordFile)
                .orElse(new Secret(""));
        return DatabaseSettings.of(url, user, password.value());
    }
}
