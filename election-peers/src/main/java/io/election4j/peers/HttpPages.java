/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Reads what servers say by HTTP. Thread-safe; waits a few seconds at most. */
final class HttpPages implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final OkHttpClient client =
            new OkHttpClient.Builder().callTimeout(LIMIT).build();

    /** The page, or nothing if the server has none for us. */
    Optional<String> read(String url) throws IOException {
        try (Response answer =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return answer.isSuccessful() ? Optional.of(answer.body().string()) : Optional.empty();
        }
    }

    /** The sum of all metrics whose names fit, in a page that is written in the form of Prometheus. */
    static long sum(String page, Pattern name) {
        return page.lines()
                .filter(line -> !line.startsWith("#")
                        && name.matcher(line.split("[ {]", 2)[0]).matches())
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
