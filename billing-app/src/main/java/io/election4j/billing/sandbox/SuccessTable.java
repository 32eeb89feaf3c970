/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Stores the money that moved: one row each time, never changed, so that no double charge is hidden. */
record SuccessTable(Handle handle) {

    void insert(Intent intent, String charge, long now) {
        JsonNode chargeId = Json.parse(intent.metadata()).path("charge_id");
        handle.createUpdate(
                        """
                        insert into success (charge, intent_id, amount, currency, charge_id, succeeded_at)
                        values (:charge, :intent, :amount, :currency, :chargeId, :now)""")
                .bind("charge", charge)
                .bind("intent", intent.id())
                .bind("amount", intent.amount())
                .bind("currency", intent.currency())
                .bind("chargeId", chargeId.isTextual() ? chargeId.textValue() : null)
                .bind("now", now)
                .execute();
    }

    SandboxTotals totals() {
        return new SandboxTotals(
                count("select count(*) from intent"),
                count("select count(*) from success"),
                byCurrency(),
                repeated("intent_id"),
                repeated("charge_id"));
    }

    private long count(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    private Map<String, Long> byCurrency() {
        return map("select currency, sum(amount) from success group by currency order by currency");
    }

    private Map<String, Long> repeated(String column) {
        return map("select " + column + ", count(*) from success where " + column + " is not null group by " + column
                + " having count(*) > 1 order by " + column);
    }

    private Map<String, Long> map(String sql) {
        Map<String, Long> result = new LinkedHashMap<>();
        handle.createQuery(sql)
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }
}
