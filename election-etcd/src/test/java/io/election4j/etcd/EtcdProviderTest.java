/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import io.election4j.spi.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests URIs, options and the local server. */
class EtcdProviderTest {

    @Test
    void theSchemeIsServed() {
        assertThat(BackendProvider.forScheme("etcd")).isInstanceOf(EtcdProvider.class);
    }

    @Test
    void aBareSchemeMeansThisMachine() {
        EtcdSettings settings = EtcdSettings.of(BackendUri.parse("etcd"));
        assertThat(settings.hosts()).containsExactly("127.0.0.1:2379");
        assertThat(settings.prefixOf("e")).isEqualTo("election4j/e/");
    }

    @Test
    void hostsWithoutAPortGetTheUsualOne() {
        assertThat(EtcdSettings.of(BackendUri.parse("etcd://h1,h2:1234/a/b")).hosts())
                .isEqualTo(List.of("h1:2379", "h2:1234"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "etcd://h?connect-timeout=600h",
                "etcd://h?connect-timeout=999999999h",
                "etcd://h?connect-timeout=1ms",
                "etcd://h?connect-timeout=61s"
            })
    void aTimeLimitThatCannotWorkIsRefused(String uri) {
        assertThatThrownBy(() -> new EtcdProvider().connect(BackendUri.parse(uri)))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("the option connect-timeout must be between 100ms and 1m: ");
    }

    @Test
    void anInvalidHostIsRefused() {
        for (String host :
                List.of("a..b", ".a", "a".repeat(70), "a.".repeat(130) + "a", "[1:2]", "[::1", "[::ffff]:x")) {
            assertThatThrownBy(() -> EtcdSettings.of(BackendUri.parse("etcd://" + host)))
                    .as(host)
                    .isInstanceOf(ElectionException.class);
        }
        for (String host : List.of("a", "a.b", "a_b.svc.cluster.local", "[::1]", "[fe80::1]:23", "127.0.0.1:1")) {
            assertThat(EtcdSettings.of(BackendUri.parse("etcd://" + host)).hosts())
                    .as(host)
                    .hasSize(1);
        }
    }

    @Test
    void leasesLiveForWholeSecondsAndNoShorterThanAskedFor() {
        assertThat(EtcdSettings.leaseSeconds(Duration.ofMillis(1500))).isEqualTo(2);
        assertThat(EtcdSettings.leaseSeconds(Duration.ofSeconds(2))).isEqualTo(2);
        assertThat(EtcdSettings.leaseSeconds(Duration.ofMillis(100))).isEqualTo(1);
    }

    @Test
    void aPlaceInsideTheProcessIsRefused() {
        assertThatThrownBy(() -> new EtcdProvider().connect(BackendUri.parse("etcd:embedded")))
                .isInstanceOf(ElectionException.class)
                .hasMessage("etcd:embedded is unknown; use etcd://host:port or etcd");
    }

    @Test
    void aLocalServerServesElections(@TempDir Path directory) {
        try (LocalServer server = new EtcdProvider().startLocalServer(directory)) {
            Connecting.works(server.uri() + "?ttl=5s", Duration.ofSeconds(5));
        }
    }

    @Test
    void serversWhoseLeasesCannotBeTrustedAreWarnedAbout() {
        for (String old : List.of("3.4.42", "3.5.29", "3.6.0", "3.6.10")) {
            assertThat(ServerVersion.warningAbout("h:1", old)).as(old).hasValueSatisfying(warning -> assertThat(warning)
                    .contains("version " + old));
        }
        for (String fine : List.of("3.5.30", "3.5.31", "3.6.11", "3.7.0", "unknown")) {
            assertThat(ServerVersion.warningAbout("h:1", fine)).as(fine).isEmpty();
        }
    }
}
