/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads one record into a subscription, or into a list of its problems; used once. */
final class RowReader {

    /** The width of the database's columns. */
    private static final int MAX_TEXT = 255;

    private final CsvColumns columns;
    private final Cells cells;
    private final List<Problem> problems = new ArrayList<>();

    RowReader(CsvColumns columns, Cells cells) {
        this.columns = columns;
        this.cells = cells;
    }

    /** Returns the row; empty if there is any problem. */
    Optional<SubscriptionRow> read() {
        if (id().isEmpty()) {
            problems.add(cells.problem(columns.id(), "is empty: each subscription needs an id of its own."));
        }
        checkLength(columns.id());
        Optional<Money> amount = currency().flatMap(this::amount);
        columns.paymentMethodColumn().ifPresent(this::checkLength);
        columns.customer().ifPresent(this::checkLength);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SubscriptionRow(
                cells.line(),
                id().orElseThrow(),
                amount.orElseThrow(),
                optional(columns.paymentMethodColumn()).orElse(columns.paymentMethod()),
                optional(columns.customer())));
    }

    List<Problem> problems() {
        return problems;
    }

    Optional<String> id() {
        return optional(Optional.of(columns.id()));
    }

    private Optional<CurrencyUnit> currency() {
        Optional<String> fixed = columns.currency();
        if (fixed.isPresent()) {
            return fixed.map(Amounts::currency);
        }
        String column = columns.currencyColumn().orElseThrow();
        try {
            return Optional.of(Amounts.currency(cells.text(column)));
        } catch (IllegalArgumentException e) {
            problems.add(cells.problem(column, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private Optional<Money> amount(CurrencyUnit currency) {
        try {
            return Optional.of(Amounts.amount(cells.text(columns.amount()), currency));
        } catch (IllegalArgumentException e) {
            problems.add(cells.problem(columns.amount(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private void checkLength(String column) {
        int length = cells.text(column).length();
        if (length > MAX_TEXT) {
            problems.add(cells.problem(column, "has " + length + " characters: up to " + MAX_TEXT + " are allowed."));
        }
    }

    private Optional<String> optional(Optional<String> column) {
        return column.map(cells::text).filter(text -> !text.isEmpty());
    }
}
