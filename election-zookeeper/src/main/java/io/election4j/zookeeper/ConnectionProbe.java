/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.backend.credentials.TlsRefusal;
import io.election4j.runtime.Failures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Finds the reason for a missing connection by a connection of its own: the client library only reports that there is
 * none, and writes the reason to its log only.
 */
final class ConnectionProbe {
    /** The limit of each step; a step that takes longer is not a refusal. */
    private static final int LIMIT_MILLIS = 1_000;

    private static final int LONGEST_ANSWER = 60;
    private static final String NOT_SERVING = "not currently serving requests";
    private static final List<String> OF_ZOOKEEPER = List.of("Zookeeper", "ZooKeeper", "whitelist");

    /** A request that every server answers, at least by a refusal. */
    private static final byte[] QUESTION = "srvr\n".getBytes(StandardCharsets.US_ASCII);

    /** An empty TLS handshake message: a server with TLS answers with an alert. */
    private static final byte[] TLS_GREETING = {22, 3, 1, 0, 4, 1, 0, 0, 0};

    private static final int TLS_ALERT = 21;
    private static final int TLS_HANDSHAKE = 22;

    private final ZooKeeperSettings settings;
    private final ZooKeeperProblems problems;
    private final List<String> addresses;
    private int next;

    ConnectionProbe(ZooKeeperSettings settings) {
        this.settings = settings;
        this.problems = settings.ownProblems();
        this.addresses = settings.addresses();
    }

    /** Tries one server, each time the next one. Blocks. */
    ElectionException examine() {
        String address = addresses.get(next);
        next = (next + 1) % addresses.size();
        ServerAddresses.Server server = ServerAddresses.Server.parse(address);
        String name = server.host();
        int port = server.port();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(name, port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            return settings.tls().isPresent()
                    ? greetOverTls(settings.tls().get(), socket, name, address)
                    : greet(socket, address);
        } catch (UnknownHostException unknown) {
            return problems.unknownHost(name);
        } catch (SocketTimeoutException silent) {
            return problems.doesNotAnswer(address, "nothing came back in time");
        } catch (SocketException failed) {
            return why(address, String.valueOf(failed.getMessage()));
        } catch (IOException failed) {
            return problems.doesNotAnswer(address, String.valueOf(failed.getMessage()));
        }
    }

    private ElectionException why(String address, String reason) {
        return Failures.isForWantOfFiles(reason)
                ? problems.cannotConnect(reason)
                : problems.doesNotAnswer(address, reason);
    }

    /**
     * The server checks our certificate after the handshake has ended on our side; after a refusal, an alert arrives in
     * place of its answer.
     */
    private ElectionException greetOverTls(ClientTls tls, Socket socket, String name, String address)
            throws IOException {
        try (SSLSocket secure =
                (SSLSocket) tls.sslContext().getSocketFactory().createSocket(socket, name, socket.getPort(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            byte[] answer = ask(secure, QUESTION);
            return answer.length == 0 ? problems.closesHandshakes(address) : judge(answer, address);
        } catch (SSLException failed) {
            return TlsRefusal.isRefusal(failed)
                    ? settings.problems().refusesTls(TlsRefusal.reason(failed, tls.hasIdentity()))
                    : problems.closesHandshakes(address);
        } catch (SocketException broken) {
            return problems.closesHandshakes(address);
        }
    }

    private ElectionException greet(Socket socket, String address) throws IOException {
        byte[] answer = ask(socket, QUESTION);
        if (answer.length == 0) {
            return speaksTls(socket) ? problems.wantsTls() : problems.closesConnections(address);
        }
        return answer[0] == TLS_ALERT || answer[0] == TLS_HANDSHAKE ? problems.wantsTls() : judge(answer, address);
    }

    private ElectionException judge(byte[] answer, String address) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        if (text.contains(NOT_SERVING)) {
            return problems.servesNobody(address);
        }
        return OF_ZOOKEEPER.stream().anyMatch(text::contains)
                ? problems.opensNoSession(address)
                : problems.isNoZooKeeper(address, shown(text));
    }

    /** Tests on a new connection, because the previous one is closed by now. */
    private static boolean speaksTls(Socket before) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(before.getRemoteSocketAddress(), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            byte[] answer = ask(socket, TLS_GREETING);
            return answer.length > 0 && (answer[0] == TLS_ALERT || answer[0] == TLS_HANDSHAKE);
        } catch (SocketException closedAtOnce) {
            return false;
        }
    }

    /**
     * Reads the answer until the server closes the connection or the answer is long enough; empty if the server closes
     * at once.
     */
    private static byte[] ask(Socket socket, byte[] question) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getOutputStream().write(question);
            byte[] part = new byte[LONGEST_ANSWER * 4];
            for (int read = 0;
                    read >= 0 && answer.size() < part.length;
                    read = socket.getInputStream().read(part)) {
                answer.write(part, 0, read);
            }
        } catch (SocketTimeoutException silent) {
            if (answer.size() == 0) {
                throw silent;
            }
        } catch (SocketException reset) {
            // counts as closed
        }
        return answer.toByteArray();
    }

    private static String shown(String text) {
        String line = text.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
        return line.length() > LONGEST_ANSWER ? line.substring(0, LONGEST_ANSWER) + "..." : line;
    }
}
