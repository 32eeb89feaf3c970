/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminRoutesTest {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.of(folder, Caller.KEY));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void faultsCanBeSetByAForm() throws Exception {
        HttpResponse<String> answer =
                post("application/x-www-form-urlencoded", "latency=2ms&error-after=0.25&only=confirm");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"latency\":\"2ms\",\"jitter\":\"0ms\",\"error-before\":\"0.0\",\"error-instead\":\"0.0\","
                        + "\"error-after\":\"0.25\",\"drop-after\":\"0.0\",\"processing\":\"0ms\",\"seed\":\"1\","
                        + "\"only\":\"confirm\"}");
        assertThat(send(request("/sandbox/faults")).body()).isEqualTo(answer.body());
    }

    @Test
    void faultsCanBeSetByAJsonObject() throws Exception {
        HttpResponse<String> answer = post("application/json", "{\"drop-after\": 0.5, \"seed\": 7}");

        assertThat(answer.body()).contains("\"drop-after\":\"0.5\"", "\"seed\":\"7\"");
    }

    @Test
    void faultsThatAreNotNamedStayAsTheyAre() throws Exception {
        post("application/json", "{\"drop-after\": 0.5}");

        assertThat(post("application/json", "{\"seed\": 7}").body()).contains("\"drop-after\":\"0.5\"");
    }

    @Test
    void invalidFaultsAreRefusedInOneSentence() throws Exception {
        HttpResponse<String> unknown = post("application/json", "{\"drop\": 1}");
        HttpResponse<String> text = post("application/json", "drop");

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("There is no fault 'drop'");
        assertThat(text.statusCode()).isEqualTo(400);
        assertThat(text.body()).contains("The text is not JSON.");
    }

    @Test
    void theBooksAreShown() throws Exception {
        Caller caller = Caller.of(sandbox.uri());
        caller.confirm(caller.create("c1").getId(), "x1");
        caller.create("c2");

        assertThat(send(request("/sandbox/books")).body())
                .isEqualTo("{\"intents\":2,\"succeeded\":1,\"amounts\":{\"usd\":1250},"
                        + "\"intents_charged_twice\":{},\"charges_charged_twice\":{}}");
    }

    @Test
    void everyRouteNeedsTheKey() throws Exception {
        for (String path : new String[] {"/sandbox/books", "/sandbox/faults", "/v1/payment_intents", "/other"}) {
            HttpRequest bare = HttpRequest.newBuilder(sandbox.uri().resolve(path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            assertThat(send(bare).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void anAddressThatDoesNotExistIsRefusedAsTheProviderDoes() throws Exception {
        HttpResponse<String> answer = send(request("/v1/customers"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Unrecognized request URL (GET: /v1/customers).");
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(request("/sandbox/faults"), (name, value) -> true)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(sandbox.uri().resolve(path))
                .header("Authorization", "Bearer " + Caller.KEY)
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
