/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import io.election4j.testkit.server.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooKeeperProviderTest {

    private static Backend connect(String uri) {
        return new ZooKeeperProvider().connect(BackendUri.parse(uri));
    }

    @Test
    void isFoundByItsScheme() {
        assertThat(BackendProvider.forScheme("zookeeper")).isInstanceOf(ZooKeeperProvider.class);
    }

    @Test
    void everyOptionIsDescribedInOneLine() {
        assertThat(new ZooKeeperProvider().options().values())
                .allSatisfy(description -> assertThat(description).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void aBareSchemeMeansTheUsualPortOfThisMachine() {
        ZooKeeperSettings settings = ZooKeeperSettings.ofServers(BackendUri.parse("zookeeper"));
        assertThat(settings.hosts()).isEqualTo("127.0.0.1:2181");
        assertThat(settings.pathOf("invoices")).isEqualTo("/election4j/invoices");
    }

    @Test
    void hostsWithoutAPortGetTheUsualOne() {
        ZooKeeperSettings settings =
                ZooKeeperSettings.ofServers(BackendUri.parse("zookeeper://h1,h2:99,[::1]/apps/billing?ttl=3s"));
        assertThat(settings.hosts()).isEqualTo("h1:2181,h2:99,[::1]:2181");
        assertThat(settings.pathOf("invoices")).isEqualTo("/apps/billing/invoices");
        assertThat(settings.ttl()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "zookeeper:elsewhere, use zookeeper:embedded or zookeeper://host:port",
        "zookeeper://h?dir=/tmp/x, the option dir is for zookeeper:embedded only",
        "zookeeper:embedded?tls-ca=/tmp/x, the option tls-ca has no effect on zookeeper:embedded",
        "zookeeper://h?username=u, the options username and password-file go together",
        "zookeeper://h?password-file=/tmp/x, the options username and password-file go together",
        "zookeeper://h?username=u&password-file=/none, the password file /none does not exist",
        "zookeeper://h?tls-ca=/none, the file of tls-ca= /none does not exist",
        "zookeeper://h?tls-cert=/none, the options tls-cert and tls-key go together",
        "zookeeper://h?tls-cert=/none&tls-key=/none, the option tls-cert needs tls-ca beside it",
        "zookeeper://h?connect-timeout=1ms, the option connect-timeout must be between 50ms and 10s: 1ms",
        "zookeeper://h?ttl=4s&connect-timeout=5s, the option connect-timeout must be between 50ms and 4s: 5s",
        "zookeeper://h?connect-timeout=soon, the option connect-timeout is not a duration",
    })
    void anInvalidUriIsRefusedInOneSentence(String uri, String message) {
        assertThatThrownBy(() -> connect(uri))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEmbeddedServerKeepsItsDataInTheFolderGiven(@TempDir Path directory) {
        long first;
        String uri = "zookeeper:embedded?ttl=2s&dir=" + directory.resolve("data");
        try (Backend backend = connect(uri)) {
            first = Wait.of(backend.campaign("kept", "a", Duration.ofSeconds(2)).won());
        }
        try (Backend backend = connect(uri)) {
            long second =
                    Wait.of(backend.campaign("kept", "a", Duration.ofSeconds(2)).won());
            assertThat(second).isGreaterThan(first);
        }
    }

    @Test
    void aFolderInUseIsRefused(@TempDir Path directory) {
        try (Backend backend = connect("zookeeper:embedded?dir=" + directory)) {
            assertThat(backend).isNotNull();
            assertThatThrownBy(() -> connect("zookeeper:embedded?dir=" + directory))
                    .isInstanceOf(ElectionException.class)
                    .hasMessage("the folder " + directory
                            + " is in use by another embedded ZooKeeper server; give each its own");
        }
    }

    @Test
    void aFolderThatIsAFileIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> connect("zookeeper:embedded?dir=" + file))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining(file + " of the embedded server cannot be used");
    }

    @Test
    void aLocalServerIsReachedByItsUri(@TempDir Path directory) {
        try (LocalServer server = new ZooKeeperProvider().startLocalServer(directory);
                Backend backend = connect(server.uri())) {
            assertThat(server.uri()).doesNotContain("?");
            assertThat(Wait.of(backend.campaign("local", "a", Duration.ofSeconds(10))
                            .won()))
                    .isPositive();
        }
    }
}
