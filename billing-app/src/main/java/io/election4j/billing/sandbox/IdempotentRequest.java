/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

/**
 * Identifies a request: two requests with equal values are the same.
 *
 * @param endpoint method and path
 * @param hash identifies the parameters
 */
record IdempotentRequest(String key, String endpoint, String hash) {

    private static final int MAX_KEY = 255;

    IdempotentRequest {
        if (key.length() > MAX_KEY) {
            throw ApiError.keyTooLong();
        }
    }
}
