/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.billing.importing.CsvColumns;
import java.nio.file.Path;

/** Selects where the demonstration's subscriptions come from. */
public sealed interface SubscriptionSource {

    /** Fewer would leave too little work between the faults. */
    int FEWEST = 20;

    /** Selects invented subscriptions, a few of them with a card that its bank declines. */
    record Invented(int count) implements SubscriptionSource {
        public Invented {
            if (count < FEWEST || count > 200_000) {
                throw new IllegalArgumentException(
                        count + " subscriptions make no demonstration: choose " + FEWEST + " to 200000.");
            }
        }
    }

    /** Selects the subscriptions of a file. */
    record FromFile(Path file, CsvColumns columns) implements SubscriptionSource {}
}
