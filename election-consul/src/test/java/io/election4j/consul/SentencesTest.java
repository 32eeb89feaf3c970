/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionException;
import io.election4j.spi.Backend;
import io.election4j.spi.BackendUri;
import io.election4j.testkit.RenewedCampaign;
import io.election4j.testkit.server.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the messages for a candidate if another program than an agent, or none, is at the address. */
class SentencesTest {
    private static final Duration TTL = Duration.ofSeconds(2);

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private Thread.UncaughtExceptionHandler before = (thread, thrown) -> {};

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void nothingWasUncaught() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertThat(uncaught).isEmpty();
    }

    private static void assertTold(String uri, String sentence) {
        try (Backend backend = new ConsulProvider().connect(BackendUri.parse(uri));
                RenewedCampaign outsider = RenewedCampaign.stand(backend, "told", "a", TTL)) {
            Wait.until("it is told: " + sentence, () -> String.valueOf(outsider.failure())
                    .contains(sentence));
            assertThat(outsider.failure()).isInstanceOf(ElectionException.class);
        }
    }

    @Test
    void anUnknownHostName() {
        assertTold("consul://no-such-host.invalid/x?ttl=2s", "the name no-such-host.invalid is unknown");
    }

    @Test
    void anAddressWhereNobodyListens() {
        assertTold("consul://127.0.0.1:1/x?ttl=2s", "Consul at 127.0.0.1:1 does not answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 OK|text/html|<!DOCTYPE html><p>It works!|is none of Consul",
                "404 Not Found|text/html|<html>no</html>|is none of Consul",
                "200 OK|application/json|{\"status\": \"up\"}|is none of Consul",
                "502 Bad Gateway|text/html|<html>no backend</html>|is none of Consul",
                "301 Moved Permanently|text/plain|elsewhere|answered 'elsewhere'",
                "429 Too Many Requests|text/plain|Your IP is issuing too many concurrent connections|(status 429)",
                "500 Internal Server Error|text/plain|No cluster leader|answered 'No cluster leader'",
            })
    void anUnexpectedAnswer(String status, String type, String body, String sentence) throws IOException {
        String answer = "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
        try (Impostor impostor = new Impostor(answer)) {
            assertTold("consul://127.0.0.1:" + impostor.port() + "/x?ttl=2s&session=ttl", sentence);
        }
    }

    @Test
    void anotherProtocol() throws IOException {
        try (Impostor impostor = new Impostor("SSH-2.0-OpenSSH_9.2\r\n")) {
            assertTold("consul://127.0.0.1:" + impostor.port() + "/x?ttl=2s", "is none of Consul");
        }
    }

    /** The file was valid at the first read; the secret does not appear in any message. */
    @Test
    void aTokenThatNoRequestCanCarry(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "s3cret-\u00e9");
        String uri = "consul://127.0.0.1:1/x?ttl=2s&token-file=" + file;
        try {
            assertTold(uri, "the token in " + file + " holds a character that no request");
        } catch (ElectionException refusedAtOnce) {
            assertThat(refusedAtOnce).hasMessageContaining(file.toString()).hasMessageNotContaining("s3cret");
        }
    }

    /** Sends every client the same answer. */
    private static final class Impostor implements AutoCloseable {
        private final ServerSocket serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final byte[] answer;

        Impostor(String answer) throws IOException {
            this.answer = answer.getBytes(StandardCharsets.UTF_8);
            Thread thread = new Thread(this::accept, "test-impostor");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return serverSocket.getLocalPort();
        }

        private void accept() {
            while (!serverSocket.isClosed()) {
                try (Socket client = serverSocket.accept();
                        InputStream in = client.getInputStream()) {
                    int read = in.read(new byte[8_192]);
                    client.getOutputStream().write(answer, 0, read < 0 ? 0 : answer.length);
                } catch (IOException closed) {
                    // the loop's condition ends the loop
                }
            }
        }

        @Override
        public void close() throws IOException {
            serverSocket.close();
        }
    }
}
