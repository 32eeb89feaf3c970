/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that settings of the application for a ZooKeeper client or server of its own do not affect ours. */
class HostSettingsTest {
    private static @Nullable EmbeddedServer server;

    @TempDir
    @Nullable
    Path directory;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.temporary();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(server).close();
    }

    private Path file(String name) {
        return Objects.requireNonNull(directory).resolve(name);
    }

    private String run(List<String> options) throws Exception {
        return CandidateProcess.run(
                file("child.log"), Objects.requireNonNull(server).uri() + "/host?ttl=4s", options);
    }

    @Test
    void aLoginOfTheApplicationIsIgnored() throws Exception {
        Path jaas = Files.writeString(
                file("jaas.conf"),
                "Client { org.apache.zookeeper.server.auth.DigestLoginModule required"
                        + " username=\"host\" password=\"wrong\"; };");
        assertThat(run(List.of("-Djava.security.auth.login.config=" + jaas))).contains("led after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dzookeeper.client.secure=true",
                "-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty"
                        + " -Dzookeeper.client.secure=true -Dzookeeper.ssl.trustStore.location=/none",
                "-Dzookeeper.clientCnxnSocket=no.such.Class",
                "-Dzookeeper.sasl.client=true -Dzookeeper.sasl.clientconfig=Other -Dzookeeper.request.timeout=1",
                "-Djute.maxbuffer=10x",
            })
    void aSettingOfTheApplicationIsIgnored(String options) throws Exception {
        assertThat(run(List.of(options.split(" ")))).contains("led after");
    }
}
