/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Handle;

/**
 * Implements the dialect of H2. H2 has no time limit for idle transactions, so a process that waits for one finds it
 * and ends its session.
 */
final class H2Dialect implements Dialect {

    private static final Set<Integer> CONNECTION_LOST = Set.of(
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.OBJECT_CLOSED);
    private static final Set<Integer> TRANSIENT = Set.of(
            ErrorCode.DATABASE_ALREADY_OPEN_1,
            ErrorCode.CONCURRENT_UPDATE_1,
            ErrorCode.DEADLOCK_1,
            ErrorCode.LOCK_TIMEOUT_1,
            ErrorCode.STATEMENT_WAS_CANCELED,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.ERROR_OPENING_DATABASE_1);

    @Override
    public String existing(String url) {
        boolean said = url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=");
        // The first connection always creates a database in memory.
        return said || url.startsWith("jdbc:h2:mem:") ? url : url + ";IFEXISTS=TRUE";
    }

    @Override
    public boolean isMissing(SQLException failure) {
        return failure.getErrorCode() == ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1;
    }

    @Override
    public String onConnect(DatabaseSettings settings) {
        return "set lock_timeout " + settings.lockTimeout().toMillis();
    }

    @Override
    public int abortIdleTransactions(Handle handle, Duration limit) {
        List<Integer> resting = handle.createQuery(
                        """
                        select session_id from information_schema.sessions
                        where contains_uncommitted and session_state = 'SLEEP' and session_id <> session_id()
                        and sleep_since <= dateadd('MILLISECOND', -:limit, current_timestamp)""")
                .bind("limit", limit.toMillis())
                .mapTo(Integer.class)
                .list();
        int aborted = 0;
        for (int session : resting) {
            boolean done = handle.createQuery("call abort_session(:session)")
                    .bind("session", session)
                    .mapTo(Boolean.class)
                    .one();
            aborted += done ? 1 : 0;
        }
        return aborted;
    }

    @Override
    public boolean isLockTimeout(SQLException failure) {
        return failure.getErrorCode() == ErrorCode.LOCK_TIMEOUT_1;
    }

    @Override
    public boolean isConnectionLost(SQLException failure) {
        return CONNECTION_LOST.contains(failure.getErrorCode());
    }

    @Override
    public boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || TRANSIENT.contains(failure.getErrorCode())
                || isConnectionLost(failure)
                || (state != null && state.startsWith("08"));
    }
}
