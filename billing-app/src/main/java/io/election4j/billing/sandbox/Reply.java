/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Holds the answer to one request.
 *
 * @param replayed whether it was saved by an earlier request with the same key
 */
record Reply(int status, String body, boolean replayed) {

    static Reply ok(ObjectNode body) {
        return new Reply(200, Json.text(body), false);
    }

    static Reply error(int status, ObjectNode error) {
        ObjectNode body = Json.object();
        body.set("error", error);
        return new Reply(status, Json.text(body), false);
    }

    static Reply serverError(int status) {
        return error(
                status,
                Json.object()
                        .put("type", "api_error")
                        .put("message", "An unknown error occurred (the sandbox was told to fail)."));
    }

    static Reply unexpectedState(String message, Intent intent) {
        ObjectNode error = Json.object()
                .put("type", "invalid_request_error")
                .put("code", "payment_intent_unexpected_state")
                .put("message", message);
        error.set("payment_intent", Json.intent(intent));
        return error(400, error);
    }

    static Reply declined(Intent intent, DeclineReason failure) {
        ObjectNode error = Json.cardError(intent, failure);
        error.set("payment_intent", Json.intent(intent));
        return error(402, error);
    }
}
