/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBinaryTest {

    @TempDir
    @Nullable
    Path directory;

    private Path directory() {
        return Objects.requireNonNull(directory);
    }

    private Path program(String path) throws Exception {
        Path file = directory().resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private ServerBinary with(Map<String, String> environment) {
        return new ServerBinary(environment, directory().resolve("work/module"));
    }

    @Test
    void theVariableComesBeforeThePath() throws Exception {
        Path named = program("elsewhere/my-etcd");
        Path onPath = program("path/etcd");
        String path = directory().resolve("empty") + File.pathSeparator + onPath.getParent();
        assertThat(with(Map.of("PATH", path)).search("etcd")).contains(onPath);
        assertThat(with(Map.of("PATH", path, "ETCD_BIN", named.toString())).search("etcd"))
                .contains(named);
    }

    @Test
    void anInstalledProgramIsFoundFromAnyDirectoryBelow() throws Exception {
        Path installed = program("work/.servers/bin/consul");
        assertThat(with(Map.of("PATH", "")).search("consul")).contains(installed);
        assertThat(with(Map.of()).search("etcd")).isEmpty();
    }

    @Test
    void aMissingProgramIsRefusedInOneSentence() {
        assertThatThrownBy(() -> with(Map.of()).demand("etcd"))
                .isInstanceOf(ElectionException.class)
                .hasMessage("the program etcd is not on this machine; run bin/servers install, or say in ETCD_BIN"
                        + " where it is");
    }

    @Test
    void aVariableThatNamesNoProgramIsRefused() throws Exception {
        Path file = Files.writeString(directory().resolve("text"), "x");
        assertThatThrownBy(() -> with(Map.of("CONSUL_BIN", file.toString())).search("consul"))
                .isInstanceOf(ElectionException.class)
                .hasMessage("CONSUL_BIN says " + file + ", which is not a program that can be run");
    }
}
