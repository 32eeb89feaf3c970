/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamelessFileTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir
    Path folder;

    /** Writes a file and waits to be killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            NamelessFile file = NamelessFile.of(CONTENT, List.of(Path.of(arguments[0])), DESCRIPTORS);
            System.out.println(Files.readString(file.path()));
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void itIsReadByItsDescriptorAndStandsInNoFolder() throws IOException {
        try (NamelessFile file = NamelessFile.of(CONTENT, List.of(folder), DESCRIPTORS)) {
            assertThat(folder).isEmptyDirectory();
            assertThat(file.path().toFile()).hasBinaryContent(CONTENT);
            assertThat(file.path().toFile()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void nothingIsLeftOfItWhenItsProcessIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT) // Java itself may print messages
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("content");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anotherFolderIsTakenIfTheFirstIsNotThere() throws IOException {
        Path absent = folder.resolve("absent");
        try (NamelessFile file = NamelessFile.of(CONTENT, List.of(absent, folder), DESCRIPTORS)) {
            assertThat(file.path().toFile()).hasBinaryContent(CONTENT);
        }
        assertThatThrownBy(() -> NamelessFile.of(CONTENT, List.of(absent), DESCRIPTORS))
                .isInstanceOf(IOException.class);
    }

    @Test
    void withoutDescriptorsItHasANameUntilItIsClosed() throws IOException {
        try (NamelessFile file = NamelessFile.of(CONTENT, List.of(folder), folder.resolve("absent"))) {
            assertThat(file.path()).hasParent(folder.toRealPath()).hasBinaryContent(CONTENT);
            assertThat(Files.getPosixFilePermissions(file.path())).hasSize(2);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
