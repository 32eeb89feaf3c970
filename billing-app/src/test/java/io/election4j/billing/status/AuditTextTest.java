/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.audit.AuditReport;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTextTest {

    @Test
    void aCleanAuditSaysSoInOneSentence() {
        AuditText text = new AuditText(report(0, 0, 0));

        assertThat(text.isExactlyOnce()).isTrue();
        assertThat(text.verdict())
                .isEqualTo("Every subscription was charged exactly once: 8 paid, 2 declined by their bank,"
                        + " none twice, none forgotten.");
        assertThat(text.rows())
                .noneMatch(AuditText.Row::isBad)
                .extracting(AuditText.Row::note)
                .contains("1,234.50 USD");
    }

    @Test
    void everyKindOfDamageIsNamed() {
        AuditText text = new AuditText(report(3, 1, 0));

        assertThat(text.isExactlyOnce()).isFalse();
        assertThat(text.verdict()).startsWith("NOT every").contains("3 charged twice", "1 forgotten");
    }

    @Test
    void aChargeThatWaitsForAHumanIsNotCharged() {
        AuditText text = new AuditText(report(0, 0, 1));

        assertThat(text.isExactlyOnce()).isFalse();
        assertThat(text.verdict()).contains("1 waiting for a human");
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        assertThat(Amounts.text("usd", 31_698_575)).isEqualTo("316,985.75 USD");
        assertThat(Amounts.text("JPY", 1500)).isEqualTo("1,500 JPY");
        assertThat(Amounts.text("KWD", 5)).isEqualTo("0.005 KWD");
    }

    private static AuditReport report(long duplicates, long missing, long manual) {
        return new AuditReport(
                YearMonth.of(2026, 1),
                10,
                8,
                2,
                manual,
                0,
                missing,
                duplicates,
                0,
                0,
                0,
                0,
                Map.of("usd", 123_450L),
                4,
                0);
    }
}
