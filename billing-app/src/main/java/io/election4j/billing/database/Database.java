/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects one process to the billing database by a pool, and keeps the schema up to date. Thread-safe.
 *
 * <p>The default database is a file that several processes of one machine share; the first to open it serves it to the
 * others over the loopback interface. When that process dies, another one serves it and calls in flight fail, which
 * {@link #repeatable} hides.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long PAUSE_MILLIS = 100;

    private final DatabaseSettings settings;
    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DatabaseSettings settings, Dialect dialect) {
        this.settings = settings;
        this.dialect = dialect;
        this.pool = new HikariDataSource(config(settings, dialect));
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Connects and updates the schema; any number of processes may do so at once.
     *
     * @throws DatabaseException if that fails for the whole retry time
     */
    public static Database open(DatabaseSettings settings) {
        if (!settings.url().startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("The database URL must start with jdbc:h2:, the database known here.");
        }
        // H2 reads it once, when its classes load: a shared file must not be served beyond this machine.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        Database database = new Database(settings, new H2Dialect());
        try {
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw new DatabaseException(
                    "The database " + settings.url() + " cannot be opened: " + Failures.sentence(e), e);
        }
    }

    /**
     * Opens as {@link #open}, but never creates a database: for commands that only read, because an empty database
     * would hide a mistyped name.
     */
    public static Database openExisting(DatabaseSettings settings) {
        Dialect dialect = new H2Dialect();
        String url = dialect.existing(settings.url());
        try (Connection found = DriverManager.getConnection(url, settings.user(), settings.password())) {
            LOG.debug("Found {}.", found.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            if (dialect.isMissing(e)) {
                throw new DatabaseException(
                        "There is no database at " + settings.url() + ": 'billing import' makes one.", e);
            }
            LOG.debug("Whatever it is, opening tells.", e);
        }
        return open(settings);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * Runs a transaction that may run twice without harm, and repeats it while the database is unavailable or busy. The
     * outcome of a commit whose answer was lost is unknown: the next run must determine it.
     *
     * @throws RuntimeException the last failure, once the retry time is over
     */
    public <T, X extends Exception> T repeatable(HandleCallback<T, X> work) throws X {
        return retrying(() -> jdbi.inTransaction(work), failure -> isTransient(failure));
    }

    /** Ends transactions, of this or another process, that have been idle for too long with uncommitted work. */
    public void abortIdleTransactions() {
        int aborted = jdbi.withHandle(handle -> dialect.abortIdleTransactions(handle, settings.idleInTransaction()));
        if (aborted > 0) {
            LOG.warn("Aborted {} transaction(s) that rested longer than {}.", aborted, settings.idleInTransaction());
        }
    }

    /** Whether a failure means that another transaction holds a row for too long. */
    public boolean isLockTimeout(Throwable failure) {
        return sqlCause(failure).filter(dialect::isLockTimeout).isPresent();
    }

    /** Whether the same transaction may succeed if it is run again. */
    public boolean isTransient(Throwable failure) {
        return sqlCause(failure).filter(dialect::isTransient).isPresent();
    }

    @Override
    public void close() {
        pool.close();
    }

    private void migrate() {
        Flyway flyway = Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/billing")
                .load();
        // Two processes that create the history table at once see each other's incomplete table.
        retrying(flyway::migrate, failure -> failure instanceof FlywayException || isTransient(failure));
    }

    private <T, X extends Exception> T retrying(Attempt<T, X> attempt, Predicate<RuntimeException> again) throws X {
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.run();
            } catch (RuntimeException failure) {
                boolean late = System.nanoTime() - start >= settings.retryFor().toNanos();
                if (late || !again.test(failure) || !pause()) {
                    throw failure;
                }
                LOG.debug("Trying a transaction again.", failure);
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static HikariConfig config(DatabaseSettings settings, Dialect dialect) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("billing");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Math.max(250, settings.connectTimeout().toMillis()));
        config.setConnectionInitSql(dialect.onConnect(settings));
        config.setExceptionOverride(new EvictLost(dialect));
        // The retries of the migration detect whether the database answers.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private interface Attempt<T, X extends Exception> {
        T run() throws X;
    }
}
