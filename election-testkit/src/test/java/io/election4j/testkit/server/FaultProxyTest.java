/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int QUIET_MILLIS = 150;

    private @Nullable EchoServer echo;
    private @Nullable FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer();
        proxy = new FaultProxy(echo().port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy().close();
        echo().close();
    }

    private EchoServer echo() {
        return Objects.requireNonNull(echo);
    }

    private FaultProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy().port());
        socket.setSoTimeout((int) Wait.PATIENCE.toMillis());
        return socket;
    }

    private static void send(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
    }

    private static int receive(Socket socket) throws IOException {
        return socket.getInputStream().read();
    }

    private static void assertNothingComes(Socket socket) throws IOException {
        socket.setSoTimeout(QUIET_MILLIS);
        assertThatThrownBy(() -> receive(socket)).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout((int) Wait.PATIENCE.toMillis());
    }

    @Test
    void requestsAndAnswersPassThrough() throws IOException {
        try (Socket client = connect()) {
            send(client, 1);
            assertThat(receive(client)).isEqualTo(1);
            assertThat(proxy().connections()).isEqualTo(1);
        }
        Wait.until("the connection is gone", () -> proxy().connections() == 0);
    }

    @Test
    void aCutBreaksConnectionsAndRefusesNewOnesUntilItIsMended() throws IOException {
        try (Socket before = connect()) {
            send(before, 1);
            assertThat(receive(before)).isEqualTo(1);
            proxy().cut();
            assertThat(endOf(before)).isTrue();
            try (Socket during = connect()) {
                assertThat(endOf(during)).isTrue();
            }
        }
        proxy().mend();
        try (Socket after = connect()) {
            send(after, 2);
            assertThat(receive(after)).isEqualTo(2);
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return receive(socket) < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aStallKeepsConnectionsOpenAndDeliversNothingUntilItIsMended() throws IOException {
        try (Socket before = connect()) {
            send(before, 1);
            assertThat(receive(before)).isEqualTo(1);
            proxy().stall();
            try (Socket during = connect()) {
                send(before, 2);
                send(during, 3);
                assertNothingComes(before);
                assertNothingComes(during);
                assertThat(echo().received()).isEqualTo(1);
                proxy().mend();
                assertThat(receive(before)).isEqualTo(2);
                assertThat(receive(during)).isEqualTo(3);
            }
        }
    }

    @Test
    void aStallOfAnswersLetsRequestsThrough() throws IOException {
        try (Socket client = connect()) {
            proxy().stallAnswers();
            send(client, 1);
            Wait.until("the request arrives", () -> echo().received() == 1);
            assertNothingComes(client);
            proxy().mend();
            assertThat(receive(client)).isEqualTo(1);
        }
    }

    @Test
    void aStallOfRequestsHidesThatTheClientHasGone() throws Exception {
        Socket client = connect();
        send(client, 1);
        assertThat(receive(client)).isEqualTo(1);
        proxy().stallRequests();
        client.close();
        Wait.during(Duration.ofMillis(QUIET_MILLIS), "the server is not told", () -> echo().clients() == 1);
        proxy().mend();
        Wait.until("the server is told", () -> echo().clients() == 0);
    }

    @Test
    void aDelayAppliesToEachDirectionWithoutAddingUp() throws IOException {
        Duration delay = Duration.ofMillis(100);
        try (Socket client = connect()) {
            send(client, 0);
            assertThat(receive(client)).isZero();
            proxy().delay(delay);
            long start = System.nanoTime();
            for (int i = 1; i <= 10; i++) {
                send(client, i);
            }
            for (int i = 1; i <= 10; i++) {
                assertThat(receive(client)).isEqualTo(i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(delay.multipliedBy(2), delay.multipliedBy(15));
        }
    }

    @Test
    void theTargetCanBeChanged() throws IOException {
        try (EchoServer other = new EchoServer();
                Socket before = connect()) {
            send(before, 1);
            assertThat(receive(before)).isEqualTo(1);
            proxy().leadTo(other.port());
            assertThat(endOf(before)).isTrue();
            try (Socket after = connect()) {
                send(after, 2);
                assertThat(receive(after)).isEqualTo(2);
                assertThat(other.received()).isEqualTo(1);
            }
        }
    }

    @Test
    void countsTheBytesOfBothDirections() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 5; i++) {
                send(socket, i);
                receive(socket);
            }
            Wait.until("all is counted", () -> proxy().bytes() == 10);
        }
    }

    @Test
    void heldRequestsArriveLateAndAreAnswered() throws IOException {
        try (Socket client = connect()) {
            send(client, 1);
            assertThat(receive(client)).isEqualTo(1);
            HeldBytes held = proxy().hold();
            send(client, 2);
            send(client, 3);
            Wait.until("both are held back", () -> held.bytes() == 2);
            assertNothingComes(client);
            assertThat(echo().received()).isEqualTo(1);
            held.deliver();
            assertThat(receive(client)).isEqualTo(2);
            assertThat(receive(client)).isEqualTo(3);
            assertThat(held.isEmpty()).isTrue();
            send(client, 4);
            assertThat(receive(client)).isEqualTo(4);
        }
        Wait.until("the server is told of the end", () -> echo().clients() == 0);
    }

    @Test
    void heldRequestsArriveOnTheirConnectionAfterItsClientHasBeenDisconnected() throws IOException {
        try (Socket client = connect()) {
            send(client, 1);
            assertThat(receive(client)).isEqualTo(1);
            HeldBytes held = proxy().hold();
            send(client, 2);
            Wait.until("it is held back", () -> held.bytes() == 1);
            held.stop();
            held.disconnect();
            assertThat(endOf(client)).isTrue();
            assertPasses(3);
            assertThat(echo().clients()).as("clients that the server sees").isBetween(1, 2);
            held.deliver();
            Wait.until("it arrives late", () -> echo().received() == 3);
            Wait.until("its answer is thrown away", () -> held.answered() == 1);
            assertThat(proxy().connections()).as("connections of clients").isZero();
            assertThat(echo().clients()).as("clients that the server sees").isEqualTo(1);
            held.close();
        }
        Wait.until("the server is told of the end", () -> echo().clients() == 0);
    }

    private void assertPasses(int value) throws IOException {
        try (Socket other = connect()) {
            send(other, value);
            assertThat(receive(other)).isEqualTo(value);
        }
        Wait.until("the connection is gone", () -> proxy().connections() == 0);
    }

    @Test
    void heldRequestsArriveAfterTheirClientHasGoneByItself() throws IOException {
        HeldBytes held = proxy().hold();
        try (Socket client = connect()) {
            send(client, 1);
            Wait.until("it is held back", () -> held.bytes() == 1);
        }
        Wait.until("the connection is gone", () -> proxy().connections() == 0);
        held.deliver();
        Wait.until("it arrives late", () -> held.answered() == 1);
        assertThat(echo().clients()).as("clients that the server sees").isEqualTo(1);
    }

    @Test
    void heldRequestsSurviveACutAndAnotherTarget() throws IOException {
        try (EchoServer other = new EchoServer();
                Socket client = connect()) {
            HeldBytes held = proxy().hold();
            send(client, 1);
            Wait.until("it is held back", () -> held.bytes() == 1);
            proxy().cut();
            assertThat(endOf(client)).isTrue();
            proxy().leadTo(other.port());
            held.deliver();
            Wait.until("it arrives late", () -> echo().received() == 1);
            assertThat(other.received()).isZero();
        }
    }

    @Test
    void onlyRequestsThatContainTheTextAreHeldAndWhatFollowsThemOnTheirConnection() throws IOException {
        try (Socket client = connect();
                Socket bystander = connect()) {
            HeldBytes held = proxy().hold("?release=");
            client.getOutputStream().write("GET /v1/kv/a?wait=1".getBytes(UTF_8));
            Wait.until("it passes", () -> echo().received() == 19);
            client.getOutputStream().write("PUT /v1/kv/a?release=x".getBytes(UTF_8));
            Wait.until("it is held back", () -> held.bytes() == 22);
            send(client, 1);
            Wait.until("what follows is held back", () -> held.bytes() == 23);
            send(bystander, 2);
            assertThat(receive(bystander)).isEqualTo(2);
            assertThat(echo().received()).isEqualTo(20);
            held.deliver();
            Wait.until("all arrives", () -> echo().received() == 43);
        }
    }

    @Test
    void droppedRequestsNeverArrive() throws IOException {
        try (Socket client = connect()) {
            HeldBytes held = proxy().hold();
            send(client, 1);
            Wait.until("it is held back", () -> held.bytes() == 1);
            held.close();
            assertThat(endOf(client)).isTrue();
            assertThat(held.isEmpty()).isTrue();
            Wait.until("the server is told of the end", () -> echo().clients() == 0);
            assertThat(echo().received()).isZero();
            assertPasses(2);
        }
    }
}
