/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.FaultProxy;
import io.election4j.testkit.server.Wait;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Tests that the client library logs nothing at ERROR that a status already shows. Runs alone, because loggers are
 * global.
 */
@Isolated
class QuietLogTest {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final int CANDIDATES = 10;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<Logger> loggers = Stream.of("org.apache.zookeeper", "org.apache.curator", "io.election4j")
            .map(name -> (Logger) org.slf4j.LoggerFactory.getLogger(name))
            .toList();
    private final List<Level> levels =
            loggers.stream().map(Logger::getEffectiveLevel).toList();

    @BeforeEach
    void listen() {
        lines.start();
        loggers.forEach(each -> {
            each.setLevel(Level.ERROR);
            each.setAdditive(false);
            each.addAppender(lines);
        });
    }

    @AfterEach
    void stopListening() {
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).detachAppender(lines);
            loggers.get(i).setAdditive(true);
            loggers.get(i).setLevel(levels.get(i));
        }
    }

    private List<String> errors() {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::toString).toList();
    }

    private static Backend connect(int port) {
        return new ZooKeeperProvider()
                .connect(BackendUri.parse("zookeeper://127.0.0.1:" + port + "/quiet?ttl=" + TTL.toMillis() + "ms"));
    }

    @Test
    void aNodeThatSomebodyDeletesIsNoError() throws Exception {
        EmbeddedServer server = EmbeddedServer.temporary();
        try (Backend backend = connect(server.port());
                RenewedCampaign leader = RenewedCampaign.stand(backend, "deleted", "a", TTL)) {
            leader.awaitToken();
            ZooKeeper stranger = new ZooKeeper(server.address(), 10_000, event -> {});
            String node = stranger.getChildren("/quiet/deleted", false).get(0);
            stranger.delete("/quiet/deleted/" + node, -1);
            stranger.close();
            Wait.of(leader.campaign().lost());
            try (RenewedCampaign again = RenewedCampaign.stand(backend, "deleted", "a", TTL)) {
                again.awaitToken();
                again.leave();
            }
        } finally {
            server.close();
        }
        assertThat(errors()).isEmpty();
    }

    @Test
    void aServerThatIsAwayForLongIsNoError() {
        EmbeddedServer server = EmbeddedServer.temporary();
        FaultProxy line = new FaultProxy(server.port());
        try (line;
                Backend backend = connect(line.port());
                ManyCampaigns candidates = ManyCampaigns.stand(backend, "away", CANDIDATES, "a", TTL)) {
            Wait.until("all lead", () -> candidates.winners() == CANDIDATES);
            line.cut();
            RenewedCampaign other = RenewedCampaign.stand(backend, "away", "b", TTL);
            other.awaitFailure();
            Wait.during(TTL.multipliedBy(3), "nobody leads", () -> !other.hasWon());
            other.stop();
        } finally {
            server.close();
        }
        assertThat(errors()).isEmpty();
    }

    @Test
    void aNameWithoutAnAddressIsReportedByItsCandidatesOnly() {
        try (Backend backend =
                        new ZooKeeperProvider().connect(BackendUri.parse("zookeeper://unknown.invalid/quiet?ttl=2s"));
                RenewedCampaign lonely = RenewedCampaign.stand(backend, "unknown", "a", TTL)) {
            Wait.until("the name is named", () -> String.valueOf(lonely.failure())
                    .contains("no address is known for the name unknown.invalid"));
        }
        assertThat(errors()).isEmpty();
    }
}
