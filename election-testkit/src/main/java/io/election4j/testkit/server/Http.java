/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Sends plain HTTP to a server of this machine, each call on a connection of its own. Stateless. */
final class Http {
    private static final int LIMIT_MILLIS = 3_000;
    private static final int OK = 200;

    private Http() {}

    static String get(String url) throws IOException {
        return call("GET", url, Map.of(), "");
    }

    /**
     * Returns the body of the answer.
     *
     * @throws IOException if there is no answer in time or its status is not 200
     */
    static String call(String method, String url, Map<String, String> headers, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        try {
            connection.setRequestMethod(method);
            connection.setConnectTimeout(LIMIT_MILLIS);
            connection.setReadTimeout(LIMIT_MILLIS);
            connection.setRequestProperty("Connection", "close");
            headers.forEach(connection::setRequestProperty);
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            if (connection.getResponseCode() != OK) {
                throw new IOException(url + " answers with status " + connection.getResponseCode());
            }
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            connection.disconnect();
        }
    }
}
