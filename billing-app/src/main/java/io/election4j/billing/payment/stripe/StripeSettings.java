/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.payment.stripe;

import java.net.URI;
import java.time.Duration;

/**
 * Holds the address, key and time limits of Stripe or a compatible service.
 *
 * @param apiBase the address of the API, without a path
 * @param apiKey secret key; never shown
 * @param connectTimeout longest wait for a connection
 * @param readTimeout longest wait for an answer
 */
public record StripeSettings(URI apiBase, String apiKey, Duration connectTimeout, Duration readTimeout) {

    /** Checks every setting; the {@link IllegalArgumentException} never contains the key. */
    public StripeSettings {
        String scheme = apiBase.getScheme();
        if (apiBase.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "The API base " + apiBase + " is no address: give one such as https://api.stripe.com.");
        }
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("The Stripe API key is empty.");
        }
        checkTimeout("connect timeout", connectTimeout);
        checkTimeout("read timeout", readTimeout);
    }

    /** Returns the defaults: 2 s to connect, 6 s to answer. */
    public static StripeSettings of(URI apiBase, String apiKey) {
        return new StripeSettings(apiBase, apiKey, Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    /** Omits the key, so that settings may be logged. */
    @Override
    public String toString() {
        return "StripeSettings[apiBase=" + apiBase + ", connectTimeout=" + connectTimeout + ", readTimeout="
                + readTimeout + "]";
    }

    private static void checkTimeout(String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException(
                    "The " + name + " is " + value.toMillis() + "ms: choose 1ms to 120000ms.");
        }
    }
}
