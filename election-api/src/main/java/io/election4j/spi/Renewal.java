/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import io.election4j.ElectionException;
import java.time.Duration;

/** The outcome of {@link Backend#renew} for a group of campaigns. */
public sealed interface Renewal {

    /**
     * The service keeps the campaigns alive, and lets no other campaign win against one of them that has won.
     *
     * @param span how long, counted from the call of {@link Backend#renew}; longer than zero
     */
    record Granted(Duration span) implements Renewal {}

    /**
     * The service's answer could not be obtained, or was a refusal. The seats need not be lost.
     *
     * @param reason an {@link ElectionException} whose kind tells whether the service was out of reach or refused; any other
     *     exception counts as out of reach
     */
    record Failed(Throwable reason) implements Renewal {}
}
