/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.database;

/** Reports a database that cannot be opened or stays unreachable; the message is one sentence for the operator. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
