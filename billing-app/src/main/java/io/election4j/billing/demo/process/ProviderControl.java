/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Changes the faults of the running payment provider. Used by one thread. */
public final class ProviderControl {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private final URI faults;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIME_LIMIT).build();

    /** @param key the provider's API key */
    public ProviderControl(URI provider, String key) {
        this.faults = provider.resolve("/sandbox/faults");
        this.key = key;
    }

    /** Sets how long every request takes from now on. */
    public void latency(Duration latency) throws InterruptedException {
        change(Map.of("latency", latency.toMillis() + "ms"));
    }

    /** Ends all faults. */
    public void heal() throws InterruptedException {
        change(Map.of("latency", "0ms", "error-before", "0", "error-after", "0", "drop-after", "0"));
    }

    private void change(Map<String, String> settings) throws InterruptedException {
        String form = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(faults)
                .timeout(TIME_LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("The provider refused other faults: status " + answer.statusCode());
            }
        } catch (IOException cannot) {
            throw new IllegalStateException("The provider at " + faults + " does not answer.", cannot);
        }
    }
}
