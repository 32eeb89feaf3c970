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

/** Reads pages of servers by HTTP. Thread-safe; waits a few seconds at most. */
final class HttpPages implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final OkHttpClient client =
            new OkHttpClient.Builder().callTimeout(LIMIT).build();

    /** Returns the page, or empty if the server answers without success. */
    Optional<String> read(String url) throws IOException {
        try (Response answer =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return answer.isSuccessful() ? Optional.of(answer.body().string()) : Optional.empty();
        }
    }

    /** Returns the sum of all metrics whose names match, in a page in the format of Prometheus. */
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
