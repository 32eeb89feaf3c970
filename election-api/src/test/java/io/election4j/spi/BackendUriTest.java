/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which backend URIs are accepted, and how others are refused. */
class BackendUriTest {

    @Test
    void aFullUriIsParsed() {
        BackendUri uri =
                BackendUri.parse("etcd://h1:2379,[::1]:2380,h3,[::2]/billing/eu?ttl=5s&tls-ca=/etc/a%20b+c.pem");

        assertThat(uri.scheme()).isEqualTo("etcd");
        assertThat(uri.hosts()).containsExactly("h1:2379", "[::1]:2380", "h3", "[::2]");
        assertThat(uri.addresses(4000)).containsExactly("h1:2379", "[::1]:2380", "h3:4000", "[::2]:4000");
        assertThat(uri.namespace()).isEqualTo("billing/eu");
        assertThat(uri.options()).isEqualTo(Map.of("ttl", "5s", "tls-ca", "/etc/a b+c.pem"));
        assertThat(uri.ttl()).isEqualTo(Duration.ofSeconds(5));
        assertThat(uri.isInProcess()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h", "my_host.example", "a-b.c", "10.0.0.1", "[::1]", "[fe80::1]", "example.", "1a.b2"})
    void aHostThatMayExistIsAccepted(String host) {
        assertThat(BackendUri.parse("etcd://" + host + ":2379").hosts()).containsExactly(host + ":2379");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a..b",
                ".a",
                "a..",
                "-a",
                "a-",
                "a.-b",
                "10.0.0",
                "10.0.0.256",
                "1.2.3.4.5",
                "a.1",
                "[::1::2]",
                "[:::]",
                "[1]"
            })
    void aHostThatCannotExistIsRefused(String host) {
        assertThatThrownBy(() -> BackendUri.parse("etcd://h1," + host + ":2379"))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("the host '" + host + "'")
                .hasMessageContaining("1 to 63");
    }

    @Test
    void aHostNameHasAMaximumLength() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        assertThat(BackendUri.parse("etcd://" + longest).hosts()).containsExactly(longest);
        for (String tooLong : new String[] {label + "a", longest + "a"}) {
            assertThatThrownBy(() -> BackendUri.parse("etcd://" + tooLong)).hasMessageContaining("at most 253");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"600h", "999999999h", "61m", "3601s", "999999999s", "0ms"})
    void aDurationThatCanNeverWorkIsRefused(String value) {
        BackendUri uri = BackendUri.parse("etcd://h1?connect-timeout=" + value);
        assertThatThrownBy(() -> uri.duration("connect-timeout", Duration.ofSeconds(1)))
                .isInstanceOf(ElectionException.class)
                .hasMessage("the option connect-timeout must be between 1ms and 1h: " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zookeeper", "zookeeper://", "zookeeper:///", "zookeeper:///election4j"})
    void aBareSchemeMeansTheDefaultAddressAndNamespace(String text) {
        BackendUri uri = BackendUri.parse(text);

        assertThat(uri.scheme()).isEqualTo("zookeeper");
        assertThat(uri.addresses(2181)).containsExactly("127.0.0.1:2181");
        assertThat(uri.namespace()).isEqualTo(BackendUri.DEFAULT_NAMESPACE);
        assertThat(uri.ttl()).isEqualTo(BackendUri.DEFAULT_TTL);
        assertThat(uri.isInProcess()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "zookeeper:embedded, embedded",
        "memory:tests?ttl=1s, tests",
        "zookeeper:embedded/ns?dir=/tmp/a, embedded"
    })
    void aPlaceInsideTheProcessIsDistinguishedFromServers(String text, String place) {
        BackendUri uri = BackendUri.parse(text);

        assertThat(uri.isInProcess()).isTrue();
        assertThat(uri.place()).isEqualTo(place);
        assertThat(uri.hosts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zookeeper",
                "etcd://h1:2379,h2:2379/a/b?ttl=5s&dir=/x%20y",
                "zookeeper:embedded/ns?ttl=2s",
                "consul://[::1]:8500/x"
            })
    void theTextOfAUriParsesToTheSameUri(String text) {
        BackendUri uri = BackendUri.parse(text);
        assertThat(BackendUri.parse(uri.toString())).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | not a backend URI",
                "Zoo://h                     | not a backend URI",
                "zookeeper://h1,,h2          | not a host",
                "zookeeper://h1:0            | not a host",
                "zookeeper://h1:65536        | not a host",
                "zookeeper://h 1             | not a host",
                "zookeeper:a b               | neither hosts",
                "zookeeper://h/a//b          | namespace",
                "zookeeper://h//             | namespace must not be empty",
                "zookeeper://h/a/../b        | namespace",
                "zookeeper://h/a b           | namespace",
                "zookeeper://h?ttl           | no value",
                "zookeeper://h?ttl=          | no value",
                "zookeeper://h?ttl=1s&ttl=2s | twice",
                "zookeeper://h?TTL=1s        | not the name of an option",
                "zookeeper://h?dir=%zz       | malformed % escape",
            })
    void whatCannotBeReadIsRefusedInOneSentence(String text, String reason) {
        assertThatThrownBy(() -> BackendUri.parse(text))
                .isInstanceOfSatisfying(
                        ElectionException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining(reason);
    }

    @Test
    void credentialsAreRefusedAndNotRepeated() {
        assertThatThrownBy(() -> BackendUri.parse("etcd://root:hunter2@h1:2379"))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("password-file")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "2s, 2000", "3m, 180000", "1h, 3600000"})
    void durationsHaveUnits(String text, long millis) {
        assertThat(BackendUri.parse("x?ttl=" + text).ttl()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "1.5s", "-1s", "0s", "10sec", "99999999999s", "99ms", "61m"})
    void durationsThatAreUnreadableOrUnsafeAreRefused(String text) {
        assertThatThrownBy(() -> BackendUri.parse("x?ttl=" + text).ttl())
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("ttl");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheOnesThatExist() {
        assertThatThrownBy(() -> BackendUri.parse("etcd://h?tls=1&ttl=2s").requireKnownOptions(Set.of("ttl", "tls-ca")))
                .isInstanceOf(ElectionException.class)
                .hasMessage("the backend 'etcd' has no option 'tls'; it understands tls-ca, ttl");
    }

    @Test
    void aSchemeWithoutBackendIsRefused() {
        assertThatThrownBy(() -> BackendProvider.forScheme("chubby"))
                .isInstanceOf(ElectionException.class)
                .hasMessageStartingWith("no backend for 'chubby' is on the class path");
    }

    @Test
    void aDefaultAppliesOnlyWithoutTheOption() {
        assertThat(BackendUri.parse("etcd")
                        .withDefault("ttl", Duration.ofMillis(1_800))
                        .ttl())
                .isEqualTo(Duration.ofMillis(1_800));
        assertThat(BackendUri.parse("etcd?ttl=5s")
                        .withDefault("ttl", Duration.ofMillis(1_800))
                        .ttl())
                .isEqualTo(Duration.ofSeconds(5));
    }
}
