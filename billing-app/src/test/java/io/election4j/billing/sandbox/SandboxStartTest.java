/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxStartTest {

    @TempDir
    Path folder;

    @Test
    void aTakenPortIsNamedAndTheBooksAreLeft() {
        try (Sandbox first = Sandbox.start(settings("first"))) {
            int port = first.uri().getPort();

            assertThatExceptionOfType(SandboxException.class)
                    .isThrownBy(() -> Sandbox.start(settings("second").withPort(port)))
                    .withMessage("The sandbox cannot listen on port " + port + " of 127.0.0.1: it is taken, or may not"
                            + " be opened by this user; choose another, or 0 for any free one.");
            Sandbox.start(settings("second")).close();
        }
    }

    @Test
    void booksThatAnotherProcessHasOpenAreNamed() throws Exception {
        try (SandboxProcess first = SandboxProcess.start(folder.resolve("books"))) {
            assertThat(first.uri().getPort()).isPositive();
            assertThatExceptionOfType(SandboxException.class)
                    .isThrownBy(() -> Sandbox.start(settings("books")))
                    .withMessageContaining(folder.resolve("books.mv.db") + ": another process has them open.");
        }
    }

    @Test
    void aDamagedFileOfBooksIsNamed() throws Exception {
        Files.writeString(folder.resolve("books.mv.db"), "Dear diary, ".repeat(1000));

        assertThatExceptionOfType(SandboxException.class)
                .isThrownBy(() -> Sandbox.start(settings("books")))
                .withMessageContaining("the file is damaged or was not written by a sandbox.");
    }

    @Test
    void booksInAFolderThatCannotBeMadeAreNamed() throws Exception {
        Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(SandboxException.class)
                .isThrownBy(() -> Sandbox.start(settings("file/books")))
                .withMessageContaining("the folder cannot be made or used.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk_test_", "sk_live_secret", "sk_test_with blank", "sk_test_zwölf"})
    void anInvalidKeyIsRefusedWithoutRepeatingIt(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxSettings.of(folder, key))
                .withMessage("The sandbox's API key must start with sk_test_, go on after it, and hold printable ASCII"
                        + " without blanks only.");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void aPortThatDoesNotExistIsRefused(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("books").withPort(port))
                .withMessageContaining("Port " + port + " does not exist");
    }

    @Test
    void settingsCanBeLoggedWithoutTellingTheKey() {
        assertThat(settings("books").toString()).contains("books").doesNotContain(Caller.KEY);
    }

    private SandboxSettings settings(String books) {
        return SandboxSettings.of(folder.resolve(books), Caller.KEY);
    }
}
