/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingFileTest {
    @TempDir
    Path directory;

    private final Warnings log = new Warnings(ReloadingFile.class);
    private final AtomicLong clock = new AtomicLong(-5);
    private Path file;
    private int reads;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("file"), "one");
    }

    @AfterEach
    void sinceLastRenewal() {
        log.close();
    }

    private ReloadingFile<String> content() {
        CredentialFile named = CredentialFile.of("x-file", file.toString(), "x file", 10);
        return new ReloadingFile<>(
                List.of(named),
                (contents, present) -> {
                    reads++;
                    String text = named.text(contents.get(0));
                    if (text.startsWith("bad")) {
                        throw CredentialProblems.unprintable("x file", file.toString());
                    }
                    return text;
                },
                clock::get);
    }

    private void pass(int seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void anUnchangedFileIsReadOnce() {
        ReloadingFile<String> content = content();
        for (int i = 0; i < 10; i++) {
            assertThat(content.value()).isEqualTo("one");
            pass(1);
        }
        assertThat(reads).isEqualTo(1);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void aChangeIsUsedAtOnceAndLoggedOnce() throws IOException {
        ReloadingFile<String> content = content();
        Files.writeString(file, "two");
        assertThat(content.value()).isEqualTo("two");
        assertThat(content.value()).isEqualTo("two");
        assertThat(log.all()).containsExactly("INFO " + file + " read again, because of a change");
    }

    @Test
    void aChangeWithTheSameTimestampIsSeenSoonAfterAnotherChange() throws IOException {
        ReloadingFile<String> content = content();
        Files.writeString(file, "two");
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(content.value()).isEqualTo("two");
        Files.writeString(file, "six");
        Files.setLastModifiedTime(file, time);
        assertThat(content.value()).isEqualTo("six");
    }

    @Test
    void anotherFileOfTheSameAgeAndLengthIsNoticed() throws IOException {
        ReloadingFile<String> content = content();
        pass(5);
        Path other = Files.writeString(directory.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(content.value()).isEqualTo("two");
    }

    @Test
    void aMissingFileAndItsReturnAreLoggedOnce() throws IOException {
        ReloadingFile<String> content = content();
        Files.delete(file);
        for (int i = 0; i < 50; i++) {
            assertThat(content.value()).isEqualTo("one");
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(300));
        }
        Files.writeString(file, "one");
        assertThat(content.value()).isEqualTo("one");
        pass(3);
        assertThat(content.value()).isEqualTo("one");
        assertThat(log.all())
                .containsExactly(
                        "WARN the x file " + file + " does not exist; going on with what was read before",
                        "INFO " + file + " good again, and as before");
    }

    @Test
    void eachKindOfProblemIsLoggedOnce() throws IOException {
        ReloadingFile<String> content = content();
        Files.writeString(file, "bad");
        content.value();
        Files.writeString(file, "bad again");
        content.value();
        Files.writeString(file, "");
        content.value();
        Files.writeString(file, "longer than ten");
        content.value();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(content.value()).isEqualTo("one");
        Files.delete(file);
        Files.writeString(file, "two");
        assertThat(content.value()).isEqualTo("two");
        assertThat(log.all())
                .extracting(line -> line.replace(file.toString(), "F"))
                .containsExactly(
                        "WARN the x file F holds a control character, which no secret may hold;"
                                + " going on with what was read before",
                        "WARN the x file F is empty; going on with what was read before",
                        "WARN the x file F is longer than 10 bytes, which are allowed; going on with what was read before",
                        "WARN the x file F is a folder, a pipe or a device; it must be a regular file;"
                                + " going on with what was read before",
                        "INFO F read again, because of a change");
    }

    @Test
    void anInvalidFileIsReadAgainPeriodicallyWithoutAChange() throws IOException {
        ReloadingFile<String> content = content();
        pass(5);
        Files.writeString(file, "bad");
        content.value();
        pass(2);
        content.value();
        int before = reads;
        for (int i = 0; i < 100; i++) {
            content.value();
            clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(reads - before).isBetween(8, 10);
    }
}
