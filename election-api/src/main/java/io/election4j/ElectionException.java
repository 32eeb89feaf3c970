/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.Objects;

/**
 * Reports that a coordination service cannot be used. The message is one sentence for the operator and holds no secret.
 */
public class ElectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names what the caller can do about it. */
    public enum Kind {
        /** The URI or an option is wrong; it must be changed. */
        INVALID,
        /** The service does not answer; trying again may help. */
        UNREACHABLE,
        /** The service answers and refuses; an operator must change credentials, permissions or its data. */
        REFUSED
    }

    private final Kind kind;

    /** Creates an exception without a cause. */
    public ElectionException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    /** Creates an exception with its cause. */
    public ElectionException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What the caller can do about it. */
    public Kind kind() {
        return kind;
    }
}
