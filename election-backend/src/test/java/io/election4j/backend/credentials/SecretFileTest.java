/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.election4j.ElectionException;
import io.election4j.spi.BackendUri;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                .hasMessage("the token file " + missing + " does not exist");
    }

    static Stream<Arguments> contentsThatAreNoSecret() {
        return Stream.of(
                arguments("a second line", CANARY + "\nsecond", "has more than one line"),
                arguments("a second line of another system", CANARY + "\r\nsecond\r\n", "has more than one line"),
                arguments("a control character", CANARY + "\u0007x", "holds a control character"),
                arguments("a character of the second control range", CANARY + "\u009bx", "holds a control character"),
                arguments("UTF-16", CANARY + "\0", "holds a control character"),
                arguments("nothing but white space", "\n \t\n", "is empty"),
                arguments("nothing", "", "is empty"),
                arguments("a byte order mark alone", "\uFEFF", "is empty"),
                arguments("too much", CANARY.repeat(10_000), "is longer than 65536 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contentsThatAreNoSecret")
    void anInvalidSecretIsRefusedWithoutShowingIt(String kind, String content, String reason) throws IOException {
        Path file = file(content);
        assertRefused(file, reason);
    }

    private void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> secret(file))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("the token file " + file + " " + reason)
                .satisfies(refusal -> assertThat(traceOf(refusal)).doesNotContain("canary"));
    }

    private static String traceOf(Throwable refusal) {
        StringWriter text = new StringWriter();
        refusal.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheSecret() throws IOException {
        assertThat(secret(file("\uFEFF" + CANARY + "\r\n")).orElseThrow().value())
                .isEqualTo(CANARY);
    }

    @Test
    void bytesThatAreNoTextAreRefusedWithoutShowingThem() throws IOException {
        Path file = directory.resolve("token");
        Files.write(file, (CANARY + "\u00e4").getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file, "is not a text in UTF-8");
    }

    @Test
    void aPasswordMayHoldAnyLetterAndAHeaderOnlyAscii() throws IOException {
        Path file = file("k\u00e4nguru-canary");
        assertThat(secret(file).orElseThrow().value()).isEqualTo("k\u00e4nguru-canary");
        BackendUri uri = BackendUri.parse("consul://h/n?token-file=" + file);
        assertThatThrownBy(() -> SecretFile.ofHeader(uri, "token-file", "token file"))
                .hasMessage("the token file " + file + " holds a character that the service's protocol cannot carry;"
                        + " allowed are printable ASCII characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null", "/dev", "/proc/self/fd"})
    void whatIsNoRegularFileIsNotRead(String path) {
        assertRefused(Path.of(path), "is a folder, a pipe or a device; it must be a regular file");
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertRefused(pipe, "is a folder, a pipe or a device"));
    }

    @Test
    void aFileThatBecomesAPipeKeepsItsLastSecret() throws Exception {
        SecretFile secret = secret(file("first")).orElseThrow();
        Files.delete(directory.resolve("token"));
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("token").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(secret.value()).isEqualTo("first"));
    }

    @Test
    void aLinkIsFollowedWhenItsTargetChanges() throws IOException {
        Path one = Files.writeString(directory.resolve("one"), "first");
        Path two = Files.writeString(directory.resolve("two"), "other");
        Path link = Files.createSymbolicLink(directory.resolve("link"), one);
        SecretFile secret = secret(link).orElseThrow();
        Files.delete(link);
        Files.createSymbolicLink(link, two);
        assertThat(secret.value()).isEqualTo("other");
    }

    @Test
    void aFileThatNobodyMayReadIsNamed() throws IOException {
        Path file = file(CANARY);
        Files.setPosixFilePermissions(file, Set.of());
        Assumptions.assumeFalse(Files.isReadable(file), "this user may read everything");
        assertRefused(file, "cannot be read (permission denied)");
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
