/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo;

import io.election4j.billing.importing.CsvColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Generates subscriptions, the same ones for the same seed. */
final class SubscriptionGenerator {

    private static final List<String> PRICES = List.of("4.99", "9.99", "14.90", "19.00", "29.50", "49.00", "89.95");
    private static final String PAYS = "pm_card_visa";
    private static final List<String> DECLINED =
            List.of("pm_card_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds");
    private static final int ONE_DECLINED_IN = 50;

    private SubscriptionGenerator() {}

    /** Writes a CSV file of generated subscriptions. */
    static SubscriptionSource.FromFile write(Path file, SubscriptionSource.Invented wanted, long seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder("id,amount,payment_method\n");
        for (int i = 1; i <= wanted.count(); i++) {
            boolean declined = random.nextInt(ONE_DECLINED_IN) == 0;
            lines.append(String.format(Locale.ROOT, "subscription-%06d,", i))
                    .append(any(PRICES, random))
                    .append(',')
                    .append(declined ? any(DECLINED, random) : PAYS)
                    .append('\n');
        }
        try {
            Files.writeString(file, lines);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
        return new SubscriptionSource.FromFile(file, columns());
    }

    private static CsvColumns columns() {
        return new CsvColumns(
                "id",
                "amount",
                Optional.empty(),
                Optional.of("USD"),
                Optional.of("payment_method"),
                PAYS,
                Optional.empty(),
                List.of());
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
