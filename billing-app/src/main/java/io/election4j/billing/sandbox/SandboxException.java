/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

/** Reports in one sentence why the sandbox cannot run: a taken port, unusable books. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SandboxException(String sentence) {
        super(sentence);
    }

    SandboxException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
