/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.testkit.server.Certificates;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** A server whose clients must use TLS and show a certificate. */
final class TlsServer implements AutoCloseable {
    private final ServerProcess process;

    TlsServer(Path directory, Certificates certificates, Path certificate, Path authority) throws IOException {
        int plain = ServerProcess.freePort();
        int secure = ServerProcess.freePort();
        process = new ServerProcess(
                directory,
                secure,
                List.of(
                        "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + plain,
                        "secureClientPortAddress=127.0.0.1",
                        "secureClientPort=" + secure,
                        "ssl.keyStore.location=" + certificates.identity(certificate),
                        "ssl.keyStore.type=PEM",
                        "ssl.trustStore.location=" + authority,
                        "ssl.trustStore.type=PEM",
                        "ssl.clientAuth=need"));
        process.start();
    }

    TlsServer awaitListening() {
        Wait.until("the server listens", () -> {
            new Socket(InetAddress.getLoopbackAddress(), port()).close();
            return true;
        });
        return this;
    }

    int port() {
        return process.port();
    }

    @Override
    public void close() {
        process.close();
    }
}
