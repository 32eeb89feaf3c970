/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "node 1", "Zürich", "日本", "\ud83d\ude00", "a/b:c@d"})
    void printableTextIsACandidateId(String id) {
        assertThat(Names.candidate(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\nb",
                "a\u0000",
                "\u001b[31m",
                "\u009b31m",
                "a\u202eb",
                "a\u2066b",
                "a\u2028b",
                "a\u2029b",
                "\ud83d",
                "\ude00a",
                "\ufeffa",
                "a\u200bb",
                "\uffff",
                "a\u007f"
            })
    void unprintableTextIsNoCandidateId(String id) {
        assertThatThrownBy(() -> Names.candidate(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 255 printable characters")
                .hasMessageMatching("[ -~]*");
    }

    @Test
    void lengthCountsCharactersAndNotSurrogates() {
        assertThat(Names.candidate("\ud83d\ude00".repeat(255))).isNotEmpty();
        assertThatThrownBy(() -> Names.candidate("a".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMessageForAnElectionsNameCanBePrinted() {
        assertThatThrownBy(() -> Names.election("a\u009bb")).hasMessageContaining("'a\\u009Bb'");
    }
}
