/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Lists payment intents, newest first, one page at a time. */
final class IntentList {

    private static final Set<String> KNOWN = Set.of("limit", "starting_after", "created[]", "created", "customer");
    private static final Set<String> BOUNDS =
            Set.of("created", "created[gte]", "created[gt]", "created[lte]", "created[lt]");
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    /** The year 5138: late enough, and safe to multiply. */
    private static final long MAX_SECONDS = 99_999_999_999L;

    private final IntentTable intents;

    IntentList(Handle handle) {
        this.intents = new IntentTable(handle);
    }

    Reply page(Parameters parameters) {
        parameters.allow(KNOWN);
        checkBounds(parameters);
        long limit = parameters.integer("limit").orElse((long) DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ApiError.parameter("parameter_invalid_integer", "limit", "Invalid limit: choose 1 to 100.");
        }
        long before = parameters
                .text("starting_after")
                .map(id -> intents.find(id)
                        .orElseThrow(() -> ApiError.noSuchIntent(id))
                        .seq())
                .orElse(Long.MAX_VALUE);
        // One more than requested shows whether there is another page.
        List<Intent> found = intents.list(new IntentTable.Window(
                from(parameters),
                until(parameters),
                parameters.text("customer").orElse(null),
                before,
                (int) limit + 1));
        boolean more = found.size() > limit;
        return Reply.ok(Json.page(more ? found.subList(0, (int) limit) : found, more));
    }

    private static void checkBounds(Parameters parameters) {
        for (String name : parameters.values().keySet()) {
            if (name.startsWith("created") && !BOUNDS.contains(name)) {
                throw ApiError.parameter("parameter_unknown", name, "Received unknown parameter: " + name);
            }
        }
    }

    // Callers use seconds, the books milliseconds: "later than second s" starts with second s + 1.
    private static long from(Parameters parameters) {
        return Math.max(
                Math.max(seconds(parameters, "created", 0, 0), seconds(parameters, "created[gte]", 0, 0)),
                seconds(parameters, "created[gt]", 1, 0));
    }

    private static long until(Parameters parameters) {
        return Math.min(
                Math.min(
                        seconds(parameters, "created", 1, Long.MAX_VALUE),
                        seconds(parameters, "created[lt]", 0, Long.MAX_VALUE)),
                seconds(parameters, "created[lte]", 1, Long.MAX_VALUE));
    }

    private static long seconds(Parameters parameters, String name, long plus, long otherwise) {
        return parameters
                .integer(name)
                .map(seconds -> (Math.max(0, Math.min(seconds, MAX_SECONDS)) + plus) * 1000)
                .orElse(otherwise);
    }
}
