/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.backend.ServiceProblems;
import io.election4j.runtime.ThreadProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedProblemsTest {

    record Sentences(ServiceProblems shared) {
        ElectionException bent(String tool) {
            return new ElectionException(Kind.REFUSED, "a " + tool + " of " + shared.service() + " is bent");
        }

        static String part(String edge) {
            return "its " + edge + " is blunt";
        }

        static ElectionException other(String sentence) {
            return new ElectionException(Kind.REFUSED, sentence);
        }
    }

    record WithNumbers() {
        ElectionException late(int millis) {
            return new ElectionException(Kind.REFUSED, millis + " ms late");
        }
    }

    @Test
    void theDocumentListsTheSentencesThatAllServicesShare() {
        DocumentedProblems.assertListed("All services", ServiceProblems.class);
    }

    @ParameterizedTest
    @CsvSource({"Files of credentials and certificates, CredentialProblems", "TLS connections, TlsReasons"})
    void theDocumentListsWhatCredentialsAndTlsReport(String section, String maker) throws Exception {
        DocumentedProblems.assertListed(section, Class.forName("io.election4j.backend.credentials." + maker));
    }

    @Test
    void theDocumentListsTheSentenceAboutThreads() {
        DocumentedProblems.assertListed("Threads of this process", ThreadProblems.class);
    }

    @Test
    void parametersOfASentenceStandInAngleBrackets() {
        assertThat(DocumentedProblems.sentences(Sentences.class))
                .containsExactlyInAnyOrder("a <tool> of <service> is bent", "its <edge> is blunt");
    }

    @Test
    void aSentenceThatTakesMoreThanTextsIsRefused() {
        assertThatThrownBy(() -> DocumentedProblems.sentences(WithNumbers.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("late(int) takes something else than texts");
    }

    @Test
    void onlyTheRowsOfTheSectionCount() {
        String document =
                """
                ## One
                | `elsewhere` | c | r |
                ## Two
                | sentence | cause | remedy |
                |---|---|---|
                | `a <tool> \\| of <service> is bent` | it fell | buy one |
                ## Three
                | `elsewhere` | c | r |
                """;
        assertThat(DocumentedProblems.listed(document, "Two")).containsExactly("a <tool> | of <service> is bent");
    }

    @Test
    void aRowWithoutARemedyIsRefused() {
        assertThatThrownBy(() -> DocumentedProblems.listed("## One\n| `bent` | it fell | |", "One"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sentence, cause and remedy");
    }

    @Test
    void aSentenceThatIsNotListedIsNamed() {
        assertThatThrownBy(() -> DocumentedProblems.assertListed("All services", Sentences.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a <tool> of <service> is bent");
    }
}
