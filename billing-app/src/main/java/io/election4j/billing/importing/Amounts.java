/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.importing;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts exactly; the message of each {@link IllegalArgumentException} is a sentence for the author of the file.
 */
final class Amounts {

    // Long enough for every amount, and short enough to be parsed at once.
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final Pattern CODE = Pattern.compile("[A-Za-z]{3}");
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Amounts() {}

    static CurrencyUnit currency(String code) {
        if (CODE.matcher(code).matches()) {
            try {
                CurrencyUnit currency = CurrencyUnit.of(code.toUpperCase(Locale.ROOT));
                if (!currency.isPseudoCurrency()) {
                    return currency;
                }
            } catch (IllegalCurrencyException e) {
                throw unknown(code, e);
            }
        }
        throw unknown(code, null);
    }

    static Money amount(String text, CurrencyUnit currency) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + shortened(text)
                    + "' is not an amount: write digits and at most one point, such as " + example(currency) + ".");
        }
        BigMoney exact = BigMoney.of(currency, new BigDecimal(text));
        if (!exact.isPositive()) {
            throw new IllegalArgumentException(
                    text + " " + currency + " cannot be charged: an amount must be more than zero.");
        }
        if (exact.getAmount().stripTrailingZeros().scale() > currency.getDecimalPlaces()) {
            throw new IllegalArgumentException(text + " " + currency + " is too precise: " + currency + " has "
                    + decimals(currency) + ", such as " + example(currency) + ".");
        }
        if (exact.getAmount().movePointRight(currency.getDecimalPlaces()).compareTo(MOST) > 0) {
            throw new IllegalArgumentException(text + " " + currency + " is too large: "
                    + Money.ofMinor(currency, Long.MAX_VALUE).getAmount().toPlainString() + " is the most.");
        }
        return Money.of(currency, exact.getAmount().stripTrailingZeros());
    }

    private static IllegalArgumentException unknown(String code, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "'" + shortened(code) + "' is not a currency: write its ISO 4217 code, such as USD.", cause);
    }

    private static String decimals(CurrencyUnit currency) {
        return switch (currency.getDecimalPlaces()) {
            case 0 -> "no decimals";
            case 1 -> "1 decimal";
            default -> currency.getDecimalPlaces() + " decimals";
        };
    }

    private static String example(CurrencyUnit currency) {
        return BigDecimal.valueOf(1250, currency.getDecimalPlaces()).toPlainString();
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
