/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.io.IOException;

/** Reports a reply or a request that counts as a failure. */
final class UnusableReply extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient CallFailure failure;

    UnusableReply(CallFailure failure) {
        super(failure.text());
        this.failure = failure;
    }

    CallFailure failure() {
        return failure;
    }
}
