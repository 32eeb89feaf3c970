/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the provider's objects as JSON text. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String text(JsonNode node) {
        return node.toString();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The text is not JSON.", e);
        }
    }

    static String text(Map<String, String> fields) {
        ObjectNode node = object();
        new TreeMap<>(fields).forEach(node::put);
        return node.toString();
    }

    static ObjectNode intent(Intent intent) {
        ObjectNode node = object().put("id", intent.id())
                .put("object", "payment_intent")
                .put("amount", intent.amount())
                .put("amount_capturable", 0)
                .put("amount_received", intent.status() == Intent.Status.SUCCEEDED ? intent.amount() : 0)
                .put("canceled_at", seconds(intent.canceledAt()))
                .put("cancellation_reason", intent.cancellationReason())
                .put("capture_method", "automatic_async")
                .put("confirmation_method", "automatic")
                .put("created", seconds(intent.createdAt()))
                .put("currency", intent.currency())
                .put("customer", intent.customer())
                .put("description", intent.description())
                .put("latest_charge", intent.latestCharge())
                .put("livemode", false)
                .put("payment_method", intent.paymentMethod())
                .put("status", intent.status().name().toLowerCase(Locale.ROOT));
        node.set("last_payment_error", lastError(intent));
        node.set("metadata", parse(intent.metadata()));
        node.putArray("payment_method_types").add("card");
        return node;
    }

    /** Returns the part of an error that contains the bank's refusal. */
    static ObjectNode cardError(Intent intent, DeclineReason failure) {
        ObjectNode error = object().put("type", "card_error")
                .put("code", failure.code())
                .put("decline_code", failure.declineCode())
                .put("message", failure.message())
                .put("charge", intent.latestCharge());
        error.putObject("payment_method")
                .put("id", intent.failedMethod())
                .put("object", "payment_method")
                .put("type", "card");
        return error;
    }

    static ObjectNode page(List<Intent> intents, boolean more) {
        ObjectNode node =
                object().put("object", "list").put("url", "/v1/payment_intents").put("has_more", more);
        var data = node.putArray("data");
        intents.forEach(intent -> data.add(intent(intent)));
        return node;
    }

    private static JsonNode lastError(Intent intent) {
        DeclineReason failure = intent.failure();
        return failure == null ? JsonNodeFactory.instance.nullNode() : cardError(intent, failure);
    }

    private static @Nullable Long seconds(@Nullable Long millis) {
        return millis == null ? null : Long.valueOf(Math.floorDiv(millis.longValue(), 1000L));
    }
}
