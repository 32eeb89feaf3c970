/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** How the service learns that this process lives, beyond the sessions themselves. Lives on the loop. */
interface KeepAlive {
    /** Makes an agent ready for a session: the one given, or the one that looks after this process already. */
    void prepare(String agent, Consumer<String> then, Consumer<CallFailure> onFailure);

    /** Adds to the definition of a session on what it depends. */
    void define(ObjectNode session);

    /** How long after the last sign of life the service calls this process dead. */
    Duration detectionTime();

    /** How long a session may go unrenewed. */
    Duration sessionTtl();

    /** A session has been made that depends on it. */
    void onSession();

    /** In what the service differs from what was asked of it; empty if in nothing. */
    Optional<String> notice();

    /** True if a session that was refused for this reason might be granted with other settings, now in force. */
    boolean adaptTo(CallFailure failure);

    /** Gives a sign of life. */
    void beat();

    /** The longest time between two of them. */
    Duration interval();

    /** Nobody stands for election any more. */
    void end(Runnable then);
}
