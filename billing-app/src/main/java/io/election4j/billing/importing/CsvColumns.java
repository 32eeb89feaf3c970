/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Maps the contents of a CSV file to its columns. Each name is that of a column in the file's first line, exactly as
 * written there.
 *
 * @param id column of the subscription's own, unique name
 * @param amount column of the amount of each charge, such as {@code 12.50}
 * @param currencyColumn column of the ISO 4217 code; either this or {@code currency} is given, not both
 * @param currency ISO 4217 code of every row
 * @param paymentMethodColumn column of the payment method to charge
 * @param paymentMethod payment method if there is no such column, or its cell is empty
 * @param customer column of the provider's name for the customer
 * @param where rows that do not meet all of these are left out
 */
public record CsvColumns(
        String id,
        String amount,
        Optional<String> currencyColumn,
        Optional<String> currency,
        Optional<String> paymentMethodColumn,
        String paymentMethod,
        Optional<String> customer,
        List<Where> where) {

    /** Describes a condition on a row: the cell of this column has this value. */
    public record Where(String column, String value) {

        /** Reads {@code COLUMN=VALUE}; the value may be empty and may contain further equals signs. */
        public static Where parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not a condition: write COLUMN=VALUE, such as Churn=No.");
            }
            return new Where(text.substring(0, equals), text.substring(equals + 1));
        }
    }

    /** Checks what can be checked without a file; the {@link IllegalArgumentException} names the allowed values. */
    public CsvColumns {
        where = List.copyOf(where);
        if (currencyColumn.isPresent() == currency.isPresent()) {
            throw new IllegalArgumentException(
                    "Name either the column of the currency or one currency for all rows, and not both.");
        }
        currency.ifPresent(Amounts::currency);
        if (paymentMethod.isBlank()) {
            throw new IllegalArgumentException("The payment method is empty: name one, such as pm_card_visa.");
        }
    }

    /** Returns every column that the file must have. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(id, amount));
        currencyColumn.ifPresent(names::add);
        paymentMethodColumn.ifPresent(names::add);
        customer.ifPresent(names::add);
        where.forEach(condition -> names.add(condition.column()));
        return names.stream().distinct().toList();
    }
}
