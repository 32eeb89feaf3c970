/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the user code for the terms of one candidacy, which never overlap. */
interface Leadership {

    /**
     * Starts the user code, off the loop.
     *
     * @param ended called once, on any thread, when the user code has stopped: with the failure, or null if there was
     *     none
     * @throws OutOfMemoryError if the process may have no more threads; the user code has not begun then, and
     *     {@code ended} is not called
     */
    void begin(LiveTerm term, Consumer<@Nullable Throwable> ended);

    /** Whether the caller is the user code that leads, which must not wait for its own end. */
    boolean includesCurrentThread();
}
