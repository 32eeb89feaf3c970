/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.runtime;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Reads and logs exceptions of other code. Their methods are not ours: a message may throw, a chain of causes may have
 * no end, and a logging library reads both. No method of this class throws.
 */
public final class Failures {
    private static final int LONGEST_TEXT = 500;

    /** The most exceptions in one tree of causes that are read; a replacement is logged for a larger tree. */
    private static final int MOST = 100;

    private Failures() {}

    /** The failure itself, without the wrappers of futures. */
    public static Throwable unwrap(Throwable failure) {
        Throwable inner = failure;
        for (int i = 0;
                i < MOST && (inner instanceof CompletionException || inner instanceof ExecutionException);
                i++) {
            Throwable cause = inner.getCause();
            if (cause == null) {
                break;
            }
            inner = cause;
        }
        return inner;
    }

    /** The type and the message of a failure, on one line of bounded length, without control characters. */
    public static String describe(Throwable failure) {
        String type = failure.getClass().getName();
        try {
            String message = failure.getMessage();
            return message == null || message.isBlank() ? type : type + ": " + plain(message);
        } catch (Throwable foreign) {
            return type; // not even its message can be read
        }
    }

    /**
     * Returns a task that throws an error that {@link #log} does not log. A thread that must never end runs it once at
     * its start: this loads and links the classes that error handling needs, before memory may be too short for that.
     */
    public static Runnable rehearsal() {
        return () -> {
            throw new Rehearsal();
        };
    }

    private static final class Rehearsal extends OutOfMemoryError {
        private static final long serialVersionUID = 1;
    }

    /**
     * Passes a failure to a logger; if the failure cannot be read, passes an exception with its description and stack
     * trace instead.
     *
     * @param write calls the logger
     */
    public static void log(Consumer<Throwable> write, Throwable failure) {
        try {
            Throwable readable = isReadable(failure) ? failure : replacement(failure);
            if (!(failure instanceof Rehearsal)) {
                write.accept(readable);
            }
        } catch (Throwable foreign) {
            // A failure of the logger cannot be logged, and no caller depends on it.
        }
    }

    /** Whether a terminal shows this code point as a character and does not interpret it as a control sequence. */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether the text of a failure contains the system's message that this process has no file descriptor left. */
    public static boolean isForWantOfFiles(String text) {
        return text.contains("Too many open files");
    }

    private static String plain(String message) {
        StringBuilder plain = new StringBuilder();
        message.codePoints()
                .limit(LONGEST_TEXT)
                .map(each -> isPrintable(each) ? each : ' ')
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    /** Whether all methods of a failure that a logger may call return normally. */
    private static boolean isReadable(Throwable failure) {
        try {
            Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Throwable> open = new ArrayDeque<>();
            open.add(failure);
            while (!open.isEmpty()) {
                Throwable each = open.remove();
                if (seen.add(each)) {
                    read(each, open);
                }
                if (seen.size() > MOST) {
                    return false;
                }
            }
            return true;
        } catch (Throwable foreign) {
            return false;
        }
    }

    private static void read(Throwable each, Deque<Throwable> open) {
        String unused = each + each.getMessage() + each.getLocalizedMessage() + each.getStackTrace().length;
        Throwable cause = each.getCause();
        if (cause != null) {
            open.add(cause);
        }
        open.addAll(List.of(each.getSuppressed()));
    }

    private static Throwable replacement(Throwable failure) {
        Throwable replacement = new IllegalStateException("a failure that cannot be read: " + describe(failure));
        try {
            replacement.setStackTrace(failure.getStackTrace());
        } catch (Throwable foreign) {
            // keeps its own stack trace
        }
        return replacement;
    }
}
