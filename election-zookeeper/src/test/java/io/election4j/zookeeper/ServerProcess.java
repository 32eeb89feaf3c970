/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.jspecify.annotations.Nullable;

/** A ZooKeeper server in a process of its own, which can be killed, frozen and started again. */
final class ServerProcess implements AutoCloseable {
    private final Path directory;
    private final Path configuration;
    private final int port;
    private @Nullable Process process;
    private long questions;

    /** Prepares a server; the settings are lines of its configuration file. */
    ServerProcess(Path directory, int port, List<String> settings) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.configuration = directory.resolve("zoo.cfg");
        this.port = port;
        Files.writeString(
                configuration,
                String.join("\n", settings) + "\n"
                        + """
                        dataDir=%s
                        tickTime=200
                        initLimit=25
                        syncLimit=10
                        minSessionTimeout=400
                        maxSessionTimeout=60000
                        maxClientCnxns=0
                        admin.enableServer=false
                        4lw.commands.whitelist=*
                        """
                                .formatted(directory.resolve("data")));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path dataDirectory() throws IOException {
        return Files.createDirectories(directory.resolve("data"));
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
    }

    /** The server's role, such as "follower"; empty as long as it does not serve. */
    String mode() {
        String answer = ask("srvr");
        int mode = answer.indexOf("Mode: ");
        return mode < 0 ? "" : answer.substring(mode + 6).lines().findFirst().orElse("");
    }

    /** How many requests it has got, without questions such as this one, which it also counts. */
    long requests() {
        long packets = packetsReceived();
        return packets - questions;
    }

    private long packetsReceived() {
        return ask("mntr")
                .lines()
                .filter(line -> line.startsWith("zk_packets_received\t"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server does not tell"));
    }

    private String ask(String word) {
        questions++;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException down) {
            return "";
        }
    }

    void awaitServing() {
        Wait.until("server on port " + port + " serves", () -> !mode().isEmpty());
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
            process = null;
        }
    }

    void freeze() throws Exception {
        signal("-STOP");
    }

    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        if (process != null) {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Runs inside the process, which ends with the one that started it. */
    public static void main(String[] args) {
        Thread guard = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // only the end matters
                }
            } catch (IOException gone) {
                // the same
            }
            Runtime.getRuntime().halt(1);
        });
        guard.setDaemon(true);
        guard.start();
        QuorumPeerMain.main(args);
    }
}
