/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The user's part in the terms of one candidacy, which never overlap. */
interface Leadership {

    /**
     * Has the user lead, off the loop.
     *
     * @param ended called once, on any thread, when the user has stopped: with the failure, or null if there was none
     * @throws OutOfMemoryError if the process may have no more threads; the user has not begun then, and {@code ended} is
     *     not called
     */
    void begin(LiveTerm term, Consumer<@Nullable Throwable> ended);

    /** Whether the caller is the user's code that leads, which must not be made to wait for its own end. */
    boolean includesCurrentThread();
}
