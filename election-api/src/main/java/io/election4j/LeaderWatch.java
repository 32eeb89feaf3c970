/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

import java.util.Optional;

/** Observes the leader of one election until closed. Thread-safe. */
public interface LeaderWatch extends AutoCloseable {

    /** The leader last seen; empty if there was none, or no answer has arrived yet. */
    Optional<Leader> leader();

    /** Why {@link #leader()} may be out of date, in one sentence; empty while the service answers. */
    Optional<String> problem();

    /** Ends the observation. Does not wait: a call to the observer that has begun may still finish. */
    @Override
    void close();
}
