/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which settings a URI may have. */
class ConsulProviderTest {

    private static ConsulSettings settings(String uri) {
        return ConsulSettings.of(BackendUri.parse(uri).withDefault("ttl", ConsulSettings.DEFAULT_TTL));
    }

    @Test
    void itIsFoundByItsScheme() {
        assertThat(BackendProvider.forScheme("consul")).isInstanceOf(ConsulProvider.class);
    }

    @Test
    void aBareSchemeMeansTheAgentOfThisMachine() {
        assertThat(settings("consul").agents()).containsExactly("http://127.0.0.1:8500");
        assertThat(settings("consul").keys().seat("a")).isEqualTo("election4j/a/.lock");
    }

    @Test
    void portsAreOptional() {
        assertThat(settings("consul://one,two:18500,[::1]/x").agents())
                .containsExactly("http://one:8500", "http://two:18500", "http://[::1]:8500");
    }

    @Test
    void theTtlIsSplitInTwo() {
        ConsulSettings settings = settings("consul://h?ttl=6s");
        assertThat(settings.checkTtl()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.lockDelayFor(settings.checkTtl())).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.sessionTtl()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void theDelayIsNeverLongerThanServersGrant() {
        ConsulSettings settings = settings("consul://h?ttl=2m");
        assertThat(settings.lockDelayFor(settings.checkTtl())).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({
        "consul://h?ttl=499ms, 'ttl must be between 500ms and 2m on Consul'",
        "consul://h?ttl=5m, 'ttl must be between 500ms and 2m on Consul'",
        "consul://h?ttl=10s&lock-delay=1s, 'lock-delay=1s and ttl=10s contradict each other'",
        "consul://h?ttl=10s&session=ttl&lock-delay=4999ms, 'must be at least half the ttl, 5s'",
        "consul://h?session=lease, 'session is check or ttl, not lease'",
        "consul://h?serf-health=yes, 'serf-health is true or false, not yes'",
        "consul://h?session=ttl&serf-health=true, 'serf-health has no effect with session=ttl'",
        "consul://h?lock-delay=61s, 'lock-delay must be between 250ms and 1m'",
        "consul://h?lock-delay=0s, 'lock-delay must be between 250ms and 1m'",
        "consul://h?token-file=/no/such/file, 'token file /no/such/file does not exist'",
        "consul://h?tls-cert=/a, 'tls-cert and tls-key go together'",
    })
    void anInvalidOptionIsNamed(String uri, String message) {
        assertThatThrownBy(() -> settings(uri))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPlaceInsideTheProcessIsRefused() {
        assertThatThrownBy(() -> new ConsulProvider().connect(BackendUri.parse("consul:embedded")))
                .hasMessage("consul:embedded is unknown; use consul or consul://host:port");
    }
}
