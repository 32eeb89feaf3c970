/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** What no standard covers and each database does its own way. */
interface Dialect {

    /** The URL that never makes a database where there is none. */
    String existing(String url);

    /** Whether there is no such database. */
    boolean isMissing(SQLException failure);

    /** Statement that every new connection runs first. */
    String onConnect(DatabaseSettings settings);

    /** Ends transactions of others that have rested for so long with uncommitted work; tells how many. */
    int abortIdleTransactions(Handle handle, Duration limit);

    /** Whether a statement gave up waiting for a row. */
    boolean isLockTimeout(SQLException failure);

    /** Whether the connection is of no more use, though its SQL state does not say so. */
    boolean isConnectionLost(SQLException failure);

    /** Whether the same transaction may succeed if it is run again. */
    boolean isTransient(SQLException failure);
}
