/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    private static final String CANARY = "canary-5b1d";

    @TempDir
    Path directory;

    private Optional<SecretFile> secret(Path file) {
        return SecretFile.of(BackendUri.parse("etcd://h/n?token-file=" + file), "token-file", "token file");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("token"), content);
    }

    @Test
    void aSecretIsReadWithoutTheLineEndAroundIt() throws IOException {
        assertThat(secret(file(CANARY + "\n")).orElseThrow().value()).isEqualTo(CANARY);
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        SecretFile secret = secret(file("first")).orElseThrow();
        file("the second, of another length");
        assertThat(secret.value()).isEqualTo("the second, of another length");
    }

    @Test
    void aFileThatVanishesOrIsEmptiedKeepsItsLastSecret() throws IOException {
        SecretFile secret = secret(file("first")).orElseThrow();
        file("");
        assertThat(secret.value()).isEqualTo("first");
        Files.delete(directory.resolve("token"));
        assertThat(secret.value()).isEqualTo("first");
    }

    @Test
    void theTextFormShowsThePathAlone() throws IOException {
        Path file = file(CANARY);
        assertThat(secret(file).orElseThrow()).hasToString(file.toString());
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> secret(missing))
                .isInstanceOf(ElectionException.class)
                .hasMessage("the token file " + missing + " cannot be read");
    }

    @Test
    void anEmptyFileIsNoSecret() throws IOException {
        Path empty = file(" \n");
        assertThatThrownBy(() -> secret(empty)).hasMessage("the token file " + empty + " is empty");
    }

    @Test
    void withoutTheOptionThereIsNoSecret() {
        assertThat(SecretFile.of(BackendUri.parse("etcd://h/n"), "token-file", "token file"))
                .isEmpty();
    }
}
