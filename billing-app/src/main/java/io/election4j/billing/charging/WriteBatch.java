/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Applies many changes of charges in the caller's transaction, and records an event for each that took effect. */
final class WriteBatch {

    private static final Map<Class<? extends Write>, String> SQL = Map.of(
            Write.Prepare.class,
            """
            update charge set provider_ref = :detail, state = 'PREPARED'
            where charge_id = :id and state = 'PLANNED' and provider_ref is null""",
            Write.Send.class,
            """
            update charge set state = 'SENDING', epoch = :epoch, token = :token,
                first_sent_at = coalesce(first_sent_at, current_timestamp), last_sent_at = current_timestamp
            where charge_id = :id and state = 'PREPARED'""",
            Write.SendAgain.class,
            """
            update charge set epoch = :epoch, token = :token, last_sent_at = current_timestamp
            where charge_id = :id and state = 'SENDING'""",
            Write.AskHuman.class,
            """
            update charge set state = 'MANUAL', detail = :detail
            where charge_id = :id and state in ('PLANNED', 'PREPARED', 'SENDING')""",
            Write.Decline.class,
            """
            update charge set state = 'DECLINED', detail = :detail, resolved_at = current_timestamp
            where charge_id = :id and state = 'SENDING'""",
            // From any state, but only without another payment: moved money overrides any earlier state.
            Write.Succeed.class,
            """
            update charge set state = 'SUCCEEDED', provider_ref = :detail, resolved_at = current_timestamp
            where charge_id = :id and state <> 'SUCCEEDED' and (provider_ref is null or provider_ref = :detail)""");

    private final Handle handle;
    private final @Nullable LeaderTerm term;

    /** @param term the term of the changes; null for a repair outside any term */
    WriteBatch(Handle handle, @Nullable LeaderTerm term) {
        this.handle = handle;
        this.term = term;
    }

    /** Applies the changes and returns for each whether it took effect. */
    Map<Write, Boolean> apply(List<Write> writes) {
        Map<Class<?>, List<Write>> byKind = new LinkedHashMap<>();
        for (Write write : writes) {
            byKind.computeIfAbsent(write.getClass(), kind -> new ArrayList<>()).add(write);
        }
        Map<Write, Boolean> effects = new HashMap<>();
        byKind.values().forEach(same -> effects.putAll(update(same)));
        List<Write> effective = writes.stream().filter(effects::get).toList();
        noteEvents(effective);
        recordSuccesses(effective);
        return effects;
    }

    private Map<Write, Boolean> update(List<Write> same) {
        PreparedBatch batch = handle.prepareBatch(SQL.get(same.get(0).getClass()));
        same.forEach(write -> bind(batch, write).add());
        int[] counts = batch.execute();
        Map<Write, Boolean> effects = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            effects.put(same.get(i), counts[i] == 1);
        }
        return effects;
    }

    private void noteEvents(List<Write> effective) {
        if (effective.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                """
                insert into charge_event (charge_id, happened_at, kind, epoch, token, detail)
                values (:id, current_timestamp, :kind, :epoch, :token, :detail)""");
        effective.forEach(write -> bind(batch, write).bind("kind", write.kind()).add());
        batch.execute();
    }

    private void recordSuccesses(List<Write> effective) {
        List<Write.Succeed> successes = effective.stream()
                .filter(Write.Succeed.class::isInstance)
                .map(Write.Succeed.class::cast)
                .toList();
        if (successes.isEmpty()) {
            return;
        }
        PreparedBatch ledger = handle.prepareBatch(
                """
                insert into ledger_entry (charge_id, amount_minor, currency, provider, provider_ref, recorded_at)
                select charge_id, amount_minor, currency, provider, provider_ref, current_timestamp
                from charge where charge_id = :id""");
        PreparedBatch subscriptions =
                handle.prepareBatch("update subscription set next_period = :next where subscription_id = :subscription"
                        + " and next_period = :period");
        for (Write.Succeed success : successes) {
            ledger.bind("id", success.chargeId()).add();
            subscriptions
                    .bind("subscription", success.order().subscription())
                    .bind("period", success.order().period().atDay(1))
                    .bind("next", success.order().period().plusMonths(1).atDay(1))
                    .add();
        }
        ledger.execute();
        subscriptions.execute();
    }

    private PreparedBatch bind(PreparedBatch batch, Write write) {
        String detail = write.detail();
        return batch.bind("id", write.chargeId())
                .bind("detail", detail.length() > 1000 ? detail.substring(0, 1000) : detail)
                .bind("epoch", term == null ? null : (Long) term.epoch())
                .bind("token", term == null ? null : (Long) term.token());
    }
}
