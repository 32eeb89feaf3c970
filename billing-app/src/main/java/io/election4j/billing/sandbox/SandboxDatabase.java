/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.jdbi.v3.core.Jdbi;

/**
 * Stores the books of a sandbox in a database file: what is committed survives the death of the process. Thread-safe.
 */
final class SandboxDatabase implements AutoCloseable {

    /** The batcher needs one. */
    private static final int CONNECTIONS = 2;

    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private SandboxDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Opens the books, and creates them if they are missing; only one process at a time can open them. */
    static SandboxDatabase open(Path file) {
        HikariDataSource pool = null;
        try {
            Files.createDirectories(file.getParent());
            pool = new HikariDataSource(config(file));
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/sandbox")
                    .load()
                    .migrate();
            return new SandboxDatabase(pool);
        } catch (IOException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new SandboxException("The sandbox cannot open its books, " + file + ".mv.db: " + reason(e) + ".", e);
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    private static HikariConfig config(Path file) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sandbox-books");
        // Without delay, and without the database's own shutdown hook, which would race with close().
        config.setJdbcUrl("jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        return config;
    }

    private static String reason(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return switch (sql.getErrorCode()) {
                    case ErrorCode.DATABASE_ALREADY_OPEN_1 -> "another process has them open";
                    case ErrorCode.FILE_CORRUPTED_1 -> "the file is damaged or was not written by a sandbox";
                    case ErrorCode.FILE_CREATION_FAILED_1, ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
                        "the file cannot be read and written";
                    default -> "the database says: " + sql.getMessage();
                };
            }
        }
        return thrown instanceof IOException
                ? "the folder cannot be made or used"
                : String.valueOf(thrown.getMessage());
    }

    @Override
    public void close() {
        pool.close();
    }
}
