/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reports an error before a request has any effect: the answer is never saved under its key. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    private ApiError(int status, ObjectNode error) {
        super(error.path("message").asText(), null, false, false);
        this.reply = Reply.error(status, error);
    }

    Reply reply() {
        return reply;
    }

    /** Reports a missing or unacceptable parameter. */
    static ApiError parameter(String code, String parameter, String message) {
        return new ApiError(400, invalid(code, message).put("param", parameter));
    }

    static ApiError noSuchIntent(String id) {
        return new ApiError(
                404,
                invalid("resource_missing", "No such payment_intent: '" + id + "'")
                        .put("param", "intent"));
    }

    static ApiError noSuchUrl(String method, String path) {
        return new ApiError(404, invalid("unknown_url", "Unrecognized request URL (" + method + ": " + path + ")."));
    }

    static ApiError unauthorized(String message) {
        return new ApiError(
                401, Json.object().put("type", "invalid_request_error").put("message", message));
    }

    static ApiError keyInUse(String key) {
        return new ApiError(
                409,
                idempotency("There is currently another in-progress request using this idempotency key (" + key
                                + "); wait for it to end before trying again.")
                        .put("code", "idempotency_key_in_use"));
    }

    static ApiError keyTooLong() {
        return new ApiError(400, idempotency("The idempotency key is longer than 255 characters."));
    }

    static ApiError otherEndpoint(String key, String endpoint) {
        return new ApiError(
                400,
                idempotency("The idempotency key " + key + " was first used for " + endpoint
                        + " and can only be used there again."));
    }

    static ApiError otherParameters(String key) {
        return new ApiError(
                400,
                idempotency("The idempotency key " + key
                        + " was first used with other parameters and can only be used with the same again."));
    }

    private static ObjectNode invalid(String code, String message) {
        return Json.object()
                .put("type", "invalid_request_error")
                .put("code", code)
                .put("message", message);
    }

    private static ObjectNode idempotency(String message) {
        return Json.object().put("type", "idempotency_error").put("message", message);
    }
}
