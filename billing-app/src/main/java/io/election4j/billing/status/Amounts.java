/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.joda.money.CurrencyUnit;

/** Formats amounts of money for people. */
public final class Amounts {

    private Amounts() {}

    /**
     * Returns an amount such as {@code 316,985.75 USD}.
     *
     * @param minor in the currency's smallest unit
     */
    public static String text(String currency, long minor) {
        String code = currency.toUpperCase(Locale.ROOT);
        int places = CurrencyUnit.of(code).getDecimalPlaces();
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(places);
        return format.format(BigDecimal.valueOf(minor, places)) + " " + code;
    }
}
