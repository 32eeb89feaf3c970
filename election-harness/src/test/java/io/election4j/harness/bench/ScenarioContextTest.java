/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.harness.result.Omission;
import io.election4j.harness.result.Party;
import io.election4j.peers.ServiceProbes;
import io.election4j.spi.BackendUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioContextTest {
    private static final Omission LEFT_OUT =
            new Omission("some", "ttl 2 s", "etcd", Party.RAW, "was given up: nobody has won");

    @TempDir
    Path directory;

    private final Recorder recorder = new Recorder();
    private final Deployment deployment = deployment(BackendUri.parse("etcd://127.0.0.1:1/nobody-is-asked"));

    private static Deployment deployment(BackendUri uri) {
        return new Deployment(uri, Optional.empty(), ServiceProbes.of("etcd", uri.hosts()));
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private ScenarioContext context() {
        return new ScenarioContext("some", deployment, new Plan(Duration.ofSeconds(2), 1, true), recorder, directory);
    }

    private static void fail() {
        throw new IllegalStateException("nobody has won");
    }

    @Test
    void aPlainLibraryThatFailsIsLeftOutAndTheReportSaysWhy() {
        assertThat(context().attempt("ttl 2 s", Party.RAW, party -> fail())).isFalse();
        assertThat(recorder.omissions()).containsExactly(LEFT_OUT);
    }

    @Test
    void aFailureOfOursIsThrown() {
        assertThatThrownBy(() -> context().attempt("ttl 2 s", Party.OURS, party -> fail()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nobody has won");
        assertThat(recorder.omissions()).isEmpty();
    }

    @Test
    void aFailureOfOnePartyDoesNotStopTheOther() {
        Set<Party> done = ConcurrentHashMap.newKeySet();
        context().together("ttl 2 s", List.of(Party.OURS, Party.RAW), party -> {
            if (party == Party.RAW) {
                fail();
            }
            done.add(party);
        });
        assertThat(done).containsExactly(Party.OURS);
        assertThat(recorder.omissions()).containsExactly(LEFT_OUT);
    }

    @Test
    void whenOursFailsThePlainLibraryIsStillWaitedFor() {
        Set<Party> done = ConcurrentHashMap.newKeySet();
        CountDownLatch rawMayEnd = new CountDownLatch(1);
        CompletableFuture<Void> both =
                CompletableFuture.runAsync(() -> context().together("", List.of(Party.OURS, Party.RAW), party -> {
                    if (party == Party.OURS) {
                        fail();
                    }
                    rawMayEnd.await();
                    done.add(party);
                }));
        assertThatThrownBy(() -> both.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        rawMayEnd.countDown();
        assertThatThrownBy(both::join)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nobody has won");
        assertThat(done).containsExactly(Party.RAW);
    }
}
