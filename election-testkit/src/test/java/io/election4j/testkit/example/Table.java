/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.example;

import io.election4j.Leader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds elections in a database: in {@code seat} one row for each election, which says who holds the seat until when, and in
 * {@code standing} one row for each attempt. Every method is one or two statements that commit by themselves, so that a client
 * that stands still between two statements holds no lock. One thread at a time, which it may block.
 *
 * <p>Why a leader is safe: the seat is taken only if its time is over, and kept only if it is not, each by one update of one row, by
 * the database's clock. Why late requests are harmless: each names its attempt, whose row in {@code standing} is deleted first when
 * it leaves. Only an entry that arrives after that adds a row again, which keeps others from the seat for one time to live.
 */
final class Table implements AutoCloseable {
    private static final String UNTIL = "DATEADD('MILLISECOND', ?, CURRENT_TIMESTAMP)";
    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS seat(election VARCHAR PRIMARY KEY, attempt VARCHAR, candidate VARCHAR,"
                + " token BIGINT NOT NULL, until TIMESTAMP(9) WITH TIME ZONE NOT NULL)",
        "CREATE TABLE IF NOT EXISTS standing(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, election VARCHAR NOT NULL,"
                + " attempt VARCHAR NOT NULL UNIQUE, candidate VARCHAR NOT NULL,"
                + " until TIMESTAMP(9) WITH TIME ZONE NOT NULL)"
    };
    private static final int DUPLICATE_KEY = 23505;

    private final Connection connection;

    private Table(Connection connection) {
        this.connection = connection;
    }

    /** Connects; each answer must arrive within the limit. */
    static Table open(String url, Duration limit) throws SQLException {
        Table table = new Table(DriverManager.getConnection(url));
        table.connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
        for (String statement : TABLES) {
            table.change(statement);
        }
        return table;
    }

    /** Adds an attempt to those who stand. */
    void enter(String election, String attempt, String candidate, long ttl) throws SQLException {
        change("DELETE FROM standing WHERE until <= CURRENT_TIMESTAMP");
        try {
            change(
                    "INSERT INTO seat SELECT ?, NULL, NULL, 0, CURRENT_TIMESTAMP"
                            + " WHERE NOT EXISTS (SELECT 1 FROM seat WHERE election = ?)",
                    election,
                    election);
        } catch (SQLException raced) {
            if (raced.getErrorCode() != DUPLICATE_KEY) {
                throw raced;
            }
        }
        change(
                "INSERT INTO standing(election, attempt, candidate, until) VALUES (?, ?, ?, " + UNTIL + ")",
                election,
                attempt,
                candidate,
                ttl);
    }

    /** Takes the seat if it is free and nobody has stood for longer. The row stays for ever, because it counts the tokens. */
    Optional<Long> take(String election, String attempt, String candidate, long ttl) throws SQLException {
        List<Long> tokens = query(
                "SELECT token FROM FINAL TABLE (UPDATE seat SET attempt = ?, candidate = ?, token = token + 1, until = "
                        + UNTIL
                        + " WHERE election = ? AND until <= CURRENT_TIMESTAMP AND ? = (SELECT attempt FROM standing s"
                        + " WHERE s.election = ? AND s.until > CURRENT_TIMESTAMP ORDER BY id LIMIT 1))",
                row -> row.getLong(1),
                attempt,
                candidate,
                ttl,
                election,
                attempt,
                election);
        return tokens.stream().findFirst();
    }

    /** Whether the attempt still stands; it then does so for another time to live. */
    boolean stay(String attempt, long ttl) throws SQLException {
        return 1
                == change(
                        "UPDATE standing SET until = " + UNTIL + " WHERE attempt = ? AND until > CURRENT_TIMESTAMP",
                        ttl,
                        attempt);
    }

    /** Whether the attempt still holds the seat; it then does so for another time to live. */
    boolean keep(String election, String attempt, long ttl) throws SQLException {
        return 1
                == change(
                        "UPDATE seat SET until = " + UNTIL
                                + " WHERE election = ? AND attempt = ? AND until > CURRENT_TIMESTAMP",
                        ttl,
                        election,
                        attempt);
    }

    /** Removes the attempt, and frees its seat. */
    void leave(String election, String attempt) throws SQLException {
        change("DELETE FROM standing WHERE attempt = ?", attempt);
        change("UPDATE seat SET until = CURRENT_TIMESTAMP WHERE election = ? AND attempt = ?", election, attempt);
    }

    Optional<Leader> leader(String election) throws SQLException {
        return query(
                        "SELECT candidate, token FROM seat WHERE election = ? AND until > CURRENT_TIMESTAMP",
                        row -> new Leader(row.getString(1), row.getLong(2)),
                        election)
                .stream()
                .findFirst();
    }

    /** The leader first, then the others in the order in which they entered. */
    List<String> candidates(String election) throws SQLException {
        return query(
                "SELECT s.candidate FROM standing s LEFT JOIN seat ON seat.attempt = s.attempt AND seat.until > CURRENT_TIMESTAMP"
                        + " WHERE s.election = ? AND s.until > CURRENT_TIMESTAMP ORDER BY seat.attempt IS NULL, s.id",
                row -> row.getString(1),
                election);
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private int change(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
