/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.ElectionException;
import io.election4j.spi.support.ServiceProblems;
import io.election4j.spi.support.TlsRefusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Finds out why no connection comes about, by one of its own: the client library tells only that there is none, and
 * keeps the reason to its log.
 */
final class ConnectionProbe {
    /** Each step takes no longer; whatever takes longer is no refusal. */
    private static final int LIMIT_MILLIS = 1_000;

    private final ClientSettings settings;
    private final String[] hosts;
    private int next;

    ConnectionProbe(ClientSettings settings) {
        this.settings = settings;
        this.hosts = settings.hosts().split(",");
    }

    /** Tries one server, each time the next one; empty if there is nothing better to say than that none answers. Blocks. */
    Optional<ElectionException> look() {
        String host = hosts[next];
        next = (next + 1) % hosts.length;
        int colon = host.lastIndexOf(':');
        String name = host.substring(0, colon).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(host.substring(colon + 1));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(name, port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            return settings.tls().isPresent() ? handshake(settings.tls().get(), socket, name, port) : greet(socket);
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    private Optional<ElectionException> handshake(ClientTls tls, Socket socket, String name, int port)
            throws IOException {
        try (SSLSocket secure =
                (SSLSocket) tls.sslContext().getSocketFactory().createSocket(socket, name, port, true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            int unused = secure.getInputStream().read(); // the server judges our certificate after the handshake
            return Optional.empty();
        } catch (SocketTimeoutException content) {
            return Optional.empty();
        } catch (SSLException refused) {
            return TlsRefusal.isRefusal(refused)
                    ? Optional.of(settings.problems().refusesTls(TlsRefusal.reason(refused, tls.hasIdentity())))
                    : Optional.empty();
        }
    }

    /** Asks a question that every server answers on a plain connection, if only by refusing it. */
    private Optional<ElectionException> greet(Socket socket) throws IOException {
        socket.getOutputStream().write("srvr\n".getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read();
        boolean text = first >= ' ' && first < 127;
        return text
                ? Optional.empty()
                : Optional.of(ServiceProblems.refused(settings.service()
                        + " closes connections without TLS; if it wants TLS, give tls-ca= and perhaps tls-cert= and"
                        + " tls-key="));
    }
}
