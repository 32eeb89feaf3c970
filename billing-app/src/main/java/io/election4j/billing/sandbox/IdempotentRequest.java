/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

/**
 * What makes two requests the same.
 *
 * @param endpoint method and path
 * @param hash stands for the parameters
 */
record IdempotentRequest(String key, String endpoint, String hash) {

    private static final int MAX_KEY = 255;

    IdempotentRequest {
        if (key.length() > MAX_KEY) {
            throw ApiError.keyTooLong();
        }
    }
}
