/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with an error before it does anything: the answer is never saved under its key. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    private Refusal(int status, ObjectNode error) {
        super(error.path("message").asText(), null, false, false);
        this.reply = Reply.error(status, error);
    }

    Reply reply() {
        return reply;
    }

    /** A parameter that is missing or not acceptable. */
    static Refusal parameter(String code, String parameter, String message) {
        return new Refusal(400, invalid(code, message).put("param", parameter));
    }

    static Refusal noSuchIntent(String id) {
        return new Refusal(
                404,
                invalid("resource_missing", "No such payment_intent: '" + id + "'")
                        .put("param", "intent"));
    }

    static Refusal noSuchUrl(String method, String path) {
        return new Refusal(404, invalid("unknown_url", "Unrecognized request URL (" + method + ": " + path + ")."));
    }

    static Refusal unauthorized(String message) {
        return new Refusal(
                401, Json.object().put("type", "invalid_request_error").put("message", message));
    }

    static Refusal keyInUse(String key) {
        return new Refusal(
                409,
                idempotency("There is currently another in-progress request using this idempotency key (" + key
                                + "); wait for it to end before trying again.")
                        .put("code", "idempotency_key_in_use"));
    }

    static Refusal keyTooLong() {
        return new Refusal(400, idempotency("The idempotency key is longer than 255 characters."));
    }

    static Refusal otherEndpoint(String key, String endpoint) {
        return new Refusal(
                400,
                idempotency("The idempotency key " + key + " was first used for " + endpoint
                        + " and can only be used there again."));
    }

    static Refusal otherParameters(String key) {
        return new Refusal(
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
