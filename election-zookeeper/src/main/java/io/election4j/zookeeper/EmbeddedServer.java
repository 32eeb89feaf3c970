/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.spi.LocalServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a real ZooKeeper server inside this process, on a free port of the loopback interface. */
final class EmbeddedServer implements LocalServer {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long START_LIMIT_MILLIS = 30_000;
    private static final int SNAPSHOTS_KEPT = 3;
    private static final int HOURS_BETWEEN_PURGES = 1;

    private final ZooKeeperServerEmbedded server;
    private final DatadirCleanupManager housekeeper;
    private final FileChannel lock;
    private final int port;
    private final Runnable afterClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedServer(
            ZooKeeperServerEmbedded server,
            DatadirCleanupManager housekeeper,
            FileChannel lock,
            int port,
            Runnable afterClose) {
        this.server = server;
        this.housekeeper = housekeeper;
        this.lock = lock;
        this.port = port;
        this.afterClose = afterClose;
    }

    /** Starts a server with its data in a folder, which is created if missing. */
    static EmbeddedServer in(String directory) {
        try {
            return start(Files.createDirectories(Path.of(directory)), () -> {});
        } catch (IOException | InvalidPathException unusable) {
            throw new ElectionException(
                    Kind.INVALID, "the folder " + directory + " of the embedded server cannot be used", unusable);
        }
    }

    /** Starts a server with its data in a temporary folder, which is removed on close. */
    static EmbeddedServer temporary() {
        try {
            Path directory = Files.createTempDirectory("election4j-zookeeper-");
            return start(directory, () -> remove(directory));
        } catch (IOException full) {
            throw new ElectionException(Kind.INVALID, "cannot create a temporary folder for the embedded server", full);
        }
    }

    private static EmbeddedServer start(Path directory, Runnable afterClose) throws IOException {
        FileChannel lock = lock(directory);
        try {
            ZooKeeperServerEmbedded server = ZooKeeperServerEmbedded.builder()
                    .baseDir(directory)
                    .configuration(configuration())
                    .exitHandler(ExitHandler.LOG_ONLY)
                    .build();
            launch(server);
            String address = server.getConnectionString();
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            return new EmbeddedServer(server, housekeeper(directory), lock, port, afterClose);
        } catch (Exception failed) { // the server's own declaration
            lock.close();
            afterClose.run();
            throw new ElectionException(
                    Kind.INVALID, "the embedded ZooKeeper server does not start in " + directory, failed);
        }
    }

    /**
     * Starts on a thread of its own: an interrupt of the caller would end the wait, and the server would keep running.
     */
    private static void launch(ZooKeeperServerEmbedded server) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread launcher = new Thread(
                () -> {
                    try {
                        server.start(START_LIMIT_MILLIS);
                        started.complete(null);
                    } catch (Exception failed) { // the server's own declaration
                        started.completeExceptionally(failed);
                    }
                },
                "election-zookeeper-launcher");
        launcher.setDaemon(true);
        launcher.start();
        try {
            started.join();
        } catch (CompletionException failed) {
            server.close();
            throw failed;
        }
    }

    private static Properties configuration() {
        Properties configuration = new Properties();
        configuration.setProperty("clientPortAddress", LOOPBACK);
        configuration.setProperty("clientPort", "0");
        configuration.setProperty("tickTime", "100"); // sessions end at most this much late
        configuration.setProperty("minSessionTimeout", "100");
        configuration.setProperty("maxSessionTimeout", "3600000");
        configuration.setProperty("maxClientCnxns", "0");
        configuration.setProperty("admin.enableServer", "false");
        return configuration;
    }

    /**
     * Removes old snapshots and logs. The server could do that itself, but does not end the thread for it when it
     * closes.
     */
    private static DatadirCleanupManager housekeeper(Path directory) {
        File data = directory.resolve("data").toFile();
        DatadirCleanupManager housekeeper = new DatadirCleanupManager(data, data, SNAPSHOTS_KEPT, HOURS_BETWEEN_PURGES);
        housekeeper.start();
        return housekeeper;
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            log.debug("a server of this process uses the folder", sameProcess);
        }
        if (held == null) {
            channel.close();
            throw new ElectionException(
                    Kind.INVALID,
                    "the folder " + directory + " is in use by another embedded ZooKeeper server; give each its own");
        }
        return channel;
    }

    int port() {
        return port;
    }

    String address() {
        return LOOPBACK + ":" + port;
    }

    @Override
    public String uri() {
        return "zookeeper://" + address();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            housekeeper.shutdown();
            server.close();
            try {
                lock.close();
            } catch (IOException alreadyGone) {
                log.debug("the lock of an embedded server", alreadyGone);
            }
            afterClose.run();
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException busy) {
            log.debug("{} could not be removed", directory, busy);
        }
    }
}
