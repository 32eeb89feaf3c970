/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Serves the provider's part of the HTTP API: turns requests into calls and outcomes into responses. */
final class StripeRoutes {

    private static final String INTENTS = "/v1/payment_intents";
    private static final String KEY_HEADER = "Idempotency-Key";

    private final RequestProcessor processor;
    private final Safeguards safeguards;
    private final byte[] authorization;

    StripeRoutes(RequestProcessor processor, SandboxSettings settings) {
        this.processor = processor;
        this.safeguards = settings.safeguards();
        this.authorization = ("Bearer " + settings.apiKey()).getBytes(StandardCharsets.UTF_8);
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::authorize);
        routes.post(INTENTS, this::create);
        routes.post(INTENTS + "/{id}/confirm", this::confirm);
        routes.post(INTENTS + "/{id}/cancel", this::cancel);
        routes.get(INTENTS + "/{id}", this::get);
        routes.get(INTENTS, this::list);
        routes.exception(ApiError.class, (refusal, ctx) -> send(ctx, refusal.reply()));
        routes.exception(HttpResponseException.class, (e, ctx) -> send(ctx, unreadable(ctx, e)));
    }

    private void authorize(Context ctx) {
        String given = Optional.ofNullable(ctx.header("Authorization")).orElse("");
        if (given.isBlank()) {
            throw ApiError.unauthorized(
                    "You did not provide an API key: send the sandbox's key as 'Authorization: Bearer sk_test_...'.");
        }
        // Takes the same time wherever the first wrong character is.
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
            throw ApiError.unauthorized("Invalid API key provided: it is not the one this sandbox was started with.");
        }
    }

    private void create(Context ctx) {
        Parameters parameters = form(ctx);
        serve(ctx, write(ctx, Faults.Target.CREATE, parameters, (intents) -> intents.create(parameters)));
    }

    private void confirm(Context ctx) {
        String id = ctx.pathParam("id");
        Parameters parameters = form(ctx);
        serve(ctx, write(ctx, Faults.Target.CONFIRM, parameters, (intents) -> intents.confirm(id, parameters)));
    }

    private void cancel(Context ctx) {
        String id = ctx.pathParam("id");
        Parameters parameters = form(ctx);
        serve(ctx, write(ctx, Faults.Target.CANCEL, parameters, (intents) -> intents.cancel(id, parameters)));
    }

    private void get(Context ctx) {
        String id = ctx.pathParam("id");
        serve(ctx, new Call(Faults.Target.READ, Optional.empty(), (handle, now, processing) -> new PaymentIntents(
                        handle, safeguards, now, processing)
                .get(id)));
    }

    private void list(Context ctx) {
        Parameters parameters = flat(ctx.queryParamMap());
        serve(ctx, new Call(Faults.Target.READ, Optional.empty(), (handle, now, processing) -> new IntentList(handle)
                .page(parameters)));
    }

    /** Applies a write to payment intents. */
    @FunctionalInterface
    private interface Step {
        Reply apply(PaymentIntents intents);
    }

    private Call write(Context ctx, Faults.Target kind, Parameters parameters, Step step) {
        Optional<IdempotentRequest> identity = Optional.ofNullable(ctx.header(KEY_HEADER))
                .filter(key -> !key.isEmpty())
                .map(key -> new IdempotentRequest(key, "POST " + ctx.path(), parameters.hash()));
        return new Call(
                kind,
                identity,
                (handle, now, processing) -> step.apply(new PaymentIntents(handle, safeguards, now, processing)));
    }

    private void serve(Context ctx, Call call) {
        call.identity().ifPresent(identity -> ctx.header(KEY_HEADER, identity.key()));
        ctx.future(() -> processor.serve(call).thenAccept(outcome -> {
            if (outcome.dropped()) {
                drop(ctx);
            } else {
                send(ctx, outcome.reply());
            }
        }));
    }

    /** Closes the connection at once: Jetty would answer an aborted request with a status of its own. */
    private static void drop(Context ctx) {
        ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    static void send(Context ctx, Reply reply) {
        ctx.header("Request-Id", "req_" + UUID.randomUUID().toString().replace("-", ""));
        if (reply.replayed()) {
            ctx.header("Idempotent-Replayed", "true");
        }
        ctx.status(reply.status()).contentType("application/json").result(reply.body());
    }

    private static Reply unreadable(Context ctx, HttpResponseException e) {
        if (e.getStatus() == 404) {
            return ApiError.noSuchUrl(ctx.method().name(), ctx.path()).reply();
        }
        return Reply.error(
                e.getStatus(),
                Json.object()
                        .put("type", "invalid_request_error")
                        .put("message", "The request could not be read: " + e.getMessage()));
    }

    private static Parameters form(Context ctx) {
        return flat(ctx.formParamMap());
    }

    private static Parameters flat(Map<String, List<String>> values) {
        TreeMap<String, String> flat = new TreeMap<>();
        values.forEach((name, several) -> flat.put(name, String.join(",", several)));
        return new Parameters(flat);
    }
}
