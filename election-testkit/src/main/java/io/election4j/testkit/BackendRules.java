/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The eight rules of {@link io.election4j.spi} as tests, and what they are worth when others interfere: a backend that
 * passes them can hold elections.
 *
 * <p>Extend it in a test class and give the URI of a running service:
 *
 * <pre>{@code
 * class EtcdBackendTest extends BackendRules {
 *     @RegisterExtension
 *     static final EtcdServer SERVER = new EtcdServer();
 *
 *     @Override
 *     protected String uri(Duration ttl) {
 *         return "etcd://" + SERVER.address() + "/rules?ttl=" + ttl.toMillis() + "ms";
 *     }
 * }
 * }</pre>
 *
 * <p>Every test stands in an election of its own, so the service may be shared and need not be emptied. A test waits no
 * longer than {@link #patience()} for what must happen, and no longer than it must for time to pass.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BackendRules {
    // Not made while the object is: a subclass is not ready by then.
    private RuleFixture fixture;

    /** For subclasses. */
    protected BackendRules() {}

    /** The URI of a service that is running. */
    protected abstract String uri(Duration ttl);

    /**
     * A new connection to the service. The test closes it.
     *
     * @param ttl also what its campaigns will ask for
     */
    protected Backend connect(Duration ttl) {
        return connectTo(uri(ttl));
    }

    /** The URI of an address at which nothing answers; without one, what happens then goes untested. */
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.empty();
    }

    /** Who interferes with elections at this service; without one, what strangers do goes untested. */
    protected Optional<ServiceTampering> tampering() {
        return Optional.empty();
    }

    /** A new way to the service that can be broken; without one, what lost replies and late requests do goes untested. */
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.empty();
    }

    /** The time to live of most tests: as short as the service grants and the machine bears. 1 s unless overridden. */
    protected Duration shortestTtl() {
        return Duration.ofSeconds(1);
    }

    /**
     * How long a test waits for what must happen. 5 s and four times the shortest time to live unless overridden;
     * should stay well under 30 s, the time to live of the tests in which nothing may expire.
     */
    protected Duration patience() {
        return shortestTtl().multipliedBy(4).plusSeconds(5);
    }

    /**
     * How late a request is that arrives late: the system property {@code election4j.lateness} ({@code PT1M}, for a minute),
     * and else one {@link #shortestTtl()}, so that the rules are checked quickly.
     */
    protected Duration lateness() {
        String asked = System.getProperty("election4j.lateness");
        return asked == null ? shortestTtl() : Duration.parse(asked);
    }

    Backend connectOver(UnreliableRoute line, Duration ttl) {
        return connectTo(line.uri(ttl));
    }

    static Backend connectTo(String uri) {
        BackendUri parsed = BackendUri.parse(uri);
        return BackendProvider.forScheme(parsed.scheme()).connect(parsed);
    }

    /** The first connection of a JVM loads the client's code, which may take longer than a test waits for anything. */
    @BeforeEach
    void open() {
        fixture = new RuleFixture(this);
        WarmUp.of(uri(RuleFixture.LONG_TTL));
    }

    @AfterEach
    void closeWhatTheTestOpened() {
        fixture.close();
    }

    @Nested
    @DisplayName("Rule 1, exclusion")
    class Exclusion implements ExclusionRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 2, order")
    class Order implements OrderRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 3, one shot")
    class OneShot implements OneShotRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 4, progress")
    class Progress implements ProgressRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 5, promptness")
    class Promptness implements PromptnessRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 6, clean exit")
    class CleanExit implements CleanExitRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 7, level-triggered")
    class LevelTriggered implements LevelTriggeredRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Rule 8, late writes")
    class LateWrites implements LateWritesRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Candidates")
    class Candidates implements CandidatesRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Requests to resign")
    class Requests implements RequestsRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }

    @Nested
    @DisplayName("Interference")
    class Interference implements InterferenceRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }
}
