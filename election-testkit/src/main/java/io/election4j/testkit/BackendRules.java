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
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Tests that a backend keeps the eight rules of {@link io.election4j.spi}, also while other clients interfere. A
 * backend that passes them can hold elections.
 *
 * <p>Extend it in a test class and give the URI of a running service:
 *
 * <pre>{@code
 * class EtcdRulesTest extends BackendRules {
 *     private static EtcdCluster server;
 *
 *     @BeforeAll
 *     static void startServer(@TempDir Path directory) {
 *         server = EtcdCluster.start(1, directory);
 *     }
 *
 *     @AfterAll
 *     static void stopServer() {
 *         server.close();
 *     }
 *
 *     @Override
 *     protected String uri(Duration ttl) {
 *         return server.uri("rules", ttl);
 *     }
 * }
 * }</pre>
 *
 * <p>The rule on promptness comes first, because tests of all rules fail if a call blocks. The last test says what was not
 * tested, and why: without {@link #tampering()}, for example, nothing is known of interference by other clients.
 *
 * <p>Every test uses an election of its own, so the service may be shared and need not be emptied. A test waits at most
 * {@link #patience()} for an expected event, and never longer than necessary for time to pass.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BackendRules {
    // The constructor does not create it, because a subclass is not initialized by then.
    private RuleFixture fixture;

    /** For subclasses. */
    protected BackendRules() {}

    /** Returns the URI of a running service. */
    protected abstract String uri(Duration ttl);

    /**
     * Opens a new connection to the service. The test closes it.
     *
     * @param ttl also the time to live that its campaigns ask for
     */
    protected Backend connect(Duration ttl) {
        return connectTo(uri(ttl));
    }

    /** Returns the URI of an address at which no server answers; without one, the tests of that case are skipped. */
    protected Optional<String> unreachableUri(Duration ttl) {
        return Optional.empty();
    }

    /**
     * Returns the tampering with elections at this service; without it, the tests of interference by other clients are
     * skipped.
     */
    protected Optional<ServiceTampering> tampering() {
        return Optional.empty();
    }

    /**
     * Makes a new unreliable route to the service; without one, the tests of lost replies and late requests are
     * skipped.
     */
    protected Optional<UnreliableRoute> unreliableRoute() {
        return Optional.empty();
    }

    /**
     * Returns the time to live of most tests: as short as the service grants and the machine can keep. 1 s unless
     * overridden.
     */
    protected Duration shortestTtl() {
        return Duration.ofSeconds(1);
    }

    /**
     * Returns how long a test waits for an expected event. 5 s and four times the shortest time to live unless
     * overridden; should stay well under 30 s, the time to live of the tests in which no campaign may expire.
     */
    protected Duration patience() {
        return shortestTtl().multipliedBy(4).plusSeconds(5);
    }

    /**
     * Returns the delay of a late request: the system property {@code election4j.lateness} ({@code PT1M}, for a
     * minute), or else one {@link #shortestTtl()}, so that the tests are quick.
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

    /**
     * Connects once: the first connection of a JVM loads the client's classes, which may take longer than the tests
     * allow.
     */
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

    /** First, because a call that blocks makes tests of every rule fail. */
    @Nested
    @org.junit.jupiter.api.Order(1)
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

    @Nested
    @org.junit.jupiter.api.Order(Integer.MAX_VALUE)
    @DisplayName("Coverage")
    class Coverage implements CoverageRule {
        @Override
        public RuleFixture fixture() {
            return fixture;
        }
    }
}
