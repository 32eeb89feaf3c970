/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.TreeMap;

/** Serves the part of the HTTP API that no real provider has: faults on demand, and totals of the books. */
final class AdminRoutes {

    private static final String FAULTS = "/sandbox/faults";

    private final RequestProcessor processor;
    private final FaultInjector injector;

    AdminRoutes(RequestProcessor processor, FaultInjector injector) {
        this.processor = processor;
        this.injector = injector;
    }

    void addTo(RoutesConfig routes) {
        routes.get(FAULTS, this::showFaults);
        routes.post(FAULTS, this::changeFaults);
        routes.get("/sandbox/books", ctx -> StripeRoutes.send(ctx, Reply.ok(books(processor.totals()))));
    }

    private void showFaults(Context ctx) {
        ObjectNode node = Json.object();
        injector.faults().asMap().forEach(node::put);
        StripeRoutes.send(ctx, Reply.ok(node));
    }

    /** Does not change settings that the request does not name. */
    private void changeFaults(Context ctx) {
        try {
            injector.set(injector.faults().with(isJson(ctx) ? jsonFields(ctx.body()) : formFields(ctx)));
            showFaults(ctx);
        } catch (IllegalArgumentException e) {
            StripeRoutes.send(
                    ctx,
                    Reply.error(
                            400,
                            Json.object()
                                    .put("type", "invalid_request_error")
                                    .put("message", String.valueOf(e.getMessage()))));
        }
    }

    private static boolean isJson(Context ctx) {
        String type = ctx.contentType();
        return type != null && type.startsWith("application/json");
    }

    private static Map<String, String> formFields(Context ctx) {
        Map<String, String> fields = new TreeMap<>();
        ctx.formParamMap().forEach((name, values) -> fields.put(name, String.join(",", values)));
        return fields;
    }

    private static Map<String, String> jsonFields(String body) {
        JsonNode node = Json.parse(body);
        if (!node.isObject()) {
            throw new IllegalArgumentException("The faults must be one JSON object.");
        }
        Map<String, String> fields = new TreeMap<>();
        node.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    private static ObjectNode books(SandboxTotals totals) {
        ObjectNode node = Json.object().put("intents", totals.intents()).put("succeeded", totals.successes());
        put(node.putObject("amounts"), totals.amounts());
        put(node.putObject("intents_charged_twice"), totals.intentsChargedTwice());
        put(node.putObject("charges_charged_twice"), totals.chargesChargedTwice());
        return node;
    }

    private static void put(ObjectNode node, Map<String, Long> counts) {
        new TreeMap<>(counts).forEach(node::put);
    }
}
