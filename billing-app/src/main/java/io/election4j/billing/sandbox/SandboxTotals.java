/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.util.Map;

/**
 * Holds the totals of the books.
 *
 * @param intents payment intents made, in any state
 * @param successes times that money moved
 * @param amounts money moved, in minor units, by lower-case currency code
 * @param intentsChargedTwice intents for which money moved more than once, and how often; empty unless a safeguard is
 *     off
 * @param chargesChargedTwice the same by the caller's {@code metadata[charge_id]}, over all its intents
 */
public record SandboxTotals(
        long intents,
        long successes,
        Map<String, Long> amounts,
        Map<String, Long> intentsChargedTwice,
        Map<String, Long> chargesChargedTwice) {

    public SandboxTotals {
        amounts = Map.copyOf(amounts);
        intentsChargedTwice = Map.copyOf(intentsChargedTwice);
        chargesChargedTwice = Map.copyOf(chargesChargedTwice);
    }
}
