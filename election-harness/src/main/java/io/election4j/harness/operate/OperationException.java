/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

/** A failure on this machine; the message is a sentence for the operator. */
public final class OperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence what failed, and why */
    public OperationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
