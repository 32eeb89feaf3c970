/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.BackendThreads;
import io.election4j.runtime.Failures;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the reason for a missing connection, and reads renewed certificates, both periodically. Lives on the loop. */
final class Diagnosis {
    private static final Logger log = LoggerFactory.getLogger(Diagnosis.class);

    /** The shortest time between two examinations. */
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ZooKeeperSettings settings;
    private final BackendThreads threads;
    private final LongSupplier clock;
    private final ConnectionProbe probe;
    private @Nullable ElectionException found;
    private @Nullable ElectionException notOpened;
    private @Nullable CuratorConnection client;
    private boolean connected;
    private boolean examining;
    private long lastExamined;
    private String logged = "";

    Diagnosis(ZooKeeperSettings settings, BackendThreads threads, LongSupplier clock) {
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.probe = new ConnectionProbe(settings);
        this.lastExamined = clock.getAsLong();
    }

    void onOpened(CuratorConnection opened) {
        client = opened;
        notOpened = null;
    }

    /**
     * Notes a failure of this process. All but temporary ones are bugs or wrong class paths. Logs a repeated reason
     * once.
     */
    void onNotOpened(Throwable failed) {
        String reason = Failures.describe(failed);
        boolean ofTheMoment = failed instanceof OutOfMemoryError || Failures.isForWantOfFiles(reason);
        notOpened = ofTheMoment
                ? settings.ownProblems().cannotConnect(String.valueOf(failed.getMessage()))
                : ZooKeeperProblems.libraryFails(reason);
        if (!reason.equals(logged)) {
            logged = reason;
            String sentence = notOpened.getMessage();
            Failures.log(readable -> log.error("{}", sentence, readable), failed);
        }
    }

    void onConnected() {
        connected = true;
        found = null;
    }

    void tick(Duration downtime) {
        connected = downtime.isZero();
        if (!connected && found == null) {
            found = wantOfFiles();
        }
        Duration since = Duration.ofNanos(clock.getAsLong() - lastExamined);
        if (examining || since.compareTo(PERIOD) < 0) {
            return;
        }
        lastExamined = clock.getAsLong();
        boolean down = downtime.compareTo(PERIOD) > 0;
        if (down || settings.tls().isPresent()) {
            threads.block(() -> examine(down));
            examining = true;
        }
    }

    /** Checks for the one cause that is found at once, without a request to a server; null if it is another. */
    private @Nullable ElectionException wantOfFiles() {
        try {
            SocketChannel.open().close();
            return null;
        } catch (IOException failed) {
            String reason = String.valueOf(failed.getMessage());
            return Failures.isForWantOfFiles(reason) ? settings.ownProblems().cannotConnect(reason) : null;
        }
    }

    private void examine(boolean down) {
        ElectionException reason = null;
        try {
            settings.tls().ifPresent(ClientTls::refresh);
            reason = down ? probe.examine() : null;
        } finally {
            ElectionException result = reason;
            threads.run(() -> {
                examining = false;
                found = connected ? null : result;
            });
        }
    }

    /** Why no call is possible now, as far as it is known. */
    ElectionException outOfReach() {
        if (notOpened != null) {
            return notOpened;
        }
        if (client != null && client.unknownHost().isPresent()) {
            return settings.ownProblems().unknownHost(client.unknownHost().get());
        }
        return found == null ? settings.problems().doesNotAnswer() : found;
    }
}
