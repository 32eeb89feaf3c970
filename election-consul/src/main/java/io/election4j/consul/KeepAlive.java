/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows the service that this process is alive, in addition to the sessions themselves. Lives on the loop. */
interface KeepAlive {
    /** Prepares an agent for a session: the given one, or the one that already monitors this process. */
    void prepare(String agent, Consumer<String> then, Consumer<CallFailure> onFailure);

    /** Adds to a session's definition what the session depends on. */
    void define(ObjectNode session);

    /** The time after the last sign of life after which the service considers this process dead. */
    Duration detectionTime();

    /** How long a session lives without a renewal. */
    Duration sessionTtl();

    /** A session that depends on it has been created. */
    void onSession();

    /** How the service differs from what was requested; empty if it does not. */
    Optional<String> notice();

    /** Changes the settings after a refusal, if that helps; true if a session may be granted with the new ones. */
    boolean adaptTo(CallFailure failure);

    /** Sends a sign of life. */
    void beat();

    /** The longest time between two signs of life. */
    Duration interval();

    /** Ends the signs of life, because no candidate stands any more, and then runs the task. */
    void end(Runnable then);
}
