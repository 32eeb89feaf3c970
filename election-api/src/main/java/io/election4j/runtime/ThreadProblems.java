/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.runtime;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;

/** Makes the exceptions that report problems with the threads of this process. */
public final class ThreadProblems {

    private ThreadProblems() {}

    /** A thread could not be started. Without the cause, because that is an error from which the process recovers. */
    public static ElectionException notStarted(String name) {
        return new ElectionException(
                Kind.UNREACHABLE,
                "the thread " + name + " could not be started: this process or its container has reached its limit of"
                        + " threads, or of memory");
    }
}
