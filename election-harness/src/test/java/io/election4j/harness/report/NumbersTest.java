/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.harness.result.Unit;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void unitsFitTheSize() {
        assertThat(Numbers.of(0.0464, Unit.MILLISECONDS)).isEqualTo("46.4" + Numbers.SPACE + "µs");
        assertThat(Numbers.of(5.918, Unit.MILLISECONDS)).isEqualTo("5.92" + Numbers.SPACE + "ms");
        assertThat(Numbers.of(32_195, Unit.MILLISECONDS)).isEqualTo("32.2" + Numbers.SPACE + "s");
        assertThat(Numbers.of(31.25, Unit.NANOSECONDS)).isEqualTo("31.3" + Numbers.SPACE + "ns");
        assertThat(Numbers.of(10_000, Unit.COUNT)).isEqualTo("10,000");
        assertThat(Numbers.of(4.0005, Unit.COUNT)).isEqualTo("4");
        assertThat(Numbers.of(0, Unit.COUNT)).isEqualTo("0");
        assertThat(Numbers.of(0, Unit.MILLISECONDS)).isEqualTo("0" + Numbers.SPACE + "ms");
    }

    @Test
    void numbersKeepThreeSignificantDigits() {
        assertThat(Numbers.plain(1.7034)).isEqualTo("1.70");
        assertThat(Numbers.plain(0.5)).isEqualTo("0.5");
        assertThat(Numbers.plain(1234.5)).isEqualTo("1,230");
    }

    @Test
    void aRatioIsNeverShownAsZero() {
        assertThat(Numbers.ratio(1.5, 1)).isEqualTo("1.50×");
        assertThat(Numbers.ratio(0.05, 216)).isEqualTo("<0.01×");
        assertThat(Numbers.ratio(5, 0)).isEqualTo(Numbers.NONE);
    }

    @Test
    void oneOfSomethingIsSingular() {
        assertThat(Setting.of("1 candidates").words()).isEqualTo("1 candidate");
        assertThat(Setting.of("10000 elections").words()).isEqualTo("10,000 elections");
        assertThat(Setting.of("ttl 1 s").words()).isEqualTo("ttl 1 s");
        assertThat(Setting.of("a server cut").words()).isEqualTo("a server cut");
        assertThat(Setting.of("").words()).isEmpty();
    }
}
