/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Implements what differs between databases and no standard covers. */
interface Dialect {

    /** Returns a URL that never creates a database. */
    String existing(String url);

    /** Whether the database does not exist. */
    boolean isMissing(SQLException failure);

    /** Returns the statement that every new connection runs first. */
    String onConnect(DatabaseSettings settings);

    /** Ends other transactions that have been idle for {@code limit} with uncommitted work; returns how many. */
    int abortIdleTransactions(Handle handle, Duration limit);

    /** Whether a statement timed out while it waited for a row. */
    boolean isLockTimeout(SQLException failure);

    /** Whether the connection is broken although its SQL state does not show it. */
    boolean isConnectionLost(SQLException failure);

    /** Whether the same transaction may succeed if it is run again. */
    boolean isTransient(SQLException failure);
}
