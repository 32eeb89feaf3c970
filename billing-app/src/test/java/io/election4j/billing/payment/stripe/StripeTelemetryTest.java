/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StripeTelemetryTest {
    private final List<Headers> received = new CopyOnWriteArrayList<>();

    @Test
    void requestsTellStripeNothingAboutThisMachineButTheVersionsOfItsSoftware() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            StripePayments payments = new StripePayments(StripeSettings.of(base, "sk_test_secret"));
            // The SDK would send timings with the next request.
            payments.get("pi_1");
            payments.get("pi_1");
        } finally {
            server.stop(0);
        }

        assertThat(received).hasSize(2).allSatisfy(headers -> {
            assertThat(headers).doesNotContainKey("X-stripe-client-telemetry");
            assertThat(headers.getFirst("X-Stripe-Client-User-Agent"))
                    .contains("bindings.version")
                    .doesNotContain("telemetry");
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(exchange.getRequestHeaders());
        byte[] body = "{\"id\": \"pi_1\", \"object\": \"payment_intent\", \"status\": \"requires_confirmation\"}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Request-Id", "req_1");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
