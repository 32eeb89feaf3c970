/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Holds the address of the billing database and the time limits for it.
 *
 * @param url JDBC URL; it must not contain a password
 * @param user database user
 * @param password empty for none; never shown
 * @param poolSize most connections of this process, 2 to 100
 * @param connectTimeout longest wait for a connection
 * @param lockTimeout longest wait for a row that another transaction holds
 * @param idleInTransaction a process that waits for a transaction may abort it once it is idle this long with
 *     uncommitted work
 * @param retryFor how long a transaction that may run twice is retried while the database is unavailable
 */
public record DatabaseSettings(
        String url,
        String user,
        String password,
        int poolSize,
        Duration connectTimeout,
        Duration lockTimeout,
        Duration idleInTransaction,
        Duration retryFor) {

    /** Checks every setting; the {@link IllegalArgumentException} names it and never the password. */
    public DatabaseSettings {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException("The database URL must start with jdbc:, such as jdbc:h2:file:/path.");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new IllegalArgumentException(
                    "The database URL must not carry a password: give it as a setting of its own.");
        }
        if (poolSize < 2 || poolSize > 100) {
            throw new IllegalArgumentException("The pool size is " + poolSize + ": choose 2 to 100.");
        }
        checkPositive("connect timeout", connectTimeout);
        checkPositive("lock timeout", lockTimeout);
        checkPositive("idle-in-transaction limit", idleInTransaction);
        checkPositive("retry time", retryFor);
    }

    /**
     * Returns the defaults: 8 connections, 5 s to connect, 2 s for a lock, 5 s idle in a transaction, 20 s of retries.
     */
    public static DatabaseSettings of(String url, String user, String password) {
        return new DatabaseSettings(
                url,
                user,
                password,
                8,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20));
    }

    /** Uses a database file that the processes of one machine share: the first to open it serves it to the others. */
    public static DatabaseSettings embedded(Path file) {
        if (file.toString().contains(";")) {
            throw new IllegalArgumentException(
                    "The path of the database, " + file + ", contains a semicolon, which the database cannot open.");
        }
        return of("jdbc:h2:file:" + file.toAbsolutePath() + ";AUTO_SERVER=TRUE;WRITE_DELAY=0", "sa", "");
    }

    public DatabaseSettings withPoolSize(int other) {
        return new DatabaseSettings(
                url, user, password, other, connectTimeout, lockTimeout, idleInTransaction, retryFor);
    }

    public DatabaseSettings withIdleInTransaction(Duration other) {
        return new DatabaseSettings(url, user, password, poolSize, connectTimeout, lockTimeout, other, retryFor);
    }

    /** Omits the password, so that settings may be logged. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", user=" + user + ", poolSize=" + poolSize + "]";
    }

    private static void checkPositive(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "The " + name + " is " + value.toMillis() + "ms: choose 1ms to 3600000ms.");
        }
    }
}
