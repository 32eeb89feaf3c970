/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.ElectionException;
import io.election4j.runtime.Failures;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts a backend's failure to a problem. A failure that a backend must not pass on, such as that of a library in
 * another version than it needs, is logged once with its remedy. Thread-safe.
 */
final class ServiceFailures {
    private static final Logger log = LoggerFactory.getLogger(ServiceFailures.class);

    /** The most failures with different texts that are logged. */
    private static final int MOST_LOGGED = 32;

    private static final String LIBRARIES = "the backend does not fit the libraries on the class path: ";

    private final Set<String> logged = new HashSet<>();

    /** A failure without a kind may be temporary, so it counts as unreachable. */
    Problem problem(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        String text = Failures.describe(cause);
        if (cause instanceof ElectionException known) {
            String type = known.getClass().getName();
            return Problem.of(known, text.startsWith(type + ": ") ? text.substring(type.length() + 2) : text);
        }
        if (cause instanceof LinkageError) {
            logOnce(text, cause, "give each library the version that the backend's pom names");
            return Problem.unreachable(LIBRARIES + text);
        }
        if (cause instanceof VirtualMachineError) {
            logOnce(text, cause, "raise the limits of this process, or use fewer threads and less memory");
            return Problem.unreachable("this process has reached a limit: " + text);
        }
        if (cause instanceof RuntimeException || cause instanceof Error) {
            if (!(cause instanceof CancellationException)) {
                logOnce(text, cause, "report this to the makers of the backend, with the stack trace");
            }
            return Problem.unreachable("the backend failed in a way that it does not explain: " + text);
        }
        return Problem.unreachable("the service could not be used: " + text);
    }

    private void logOnce(String text, Throwable cause, String remedy) {
        if (isNew(text)) {
            Failures.log(
                    readable -> log.error(
                            "a backend failed in a way that it must not, which is logged once: {}", remedy, readable),
                    cause);
        }
    }

    private synchronized boolean isNew(String text) {
        return logged.size() < MOST_LOGGED && logged.add(text);
    }
}
