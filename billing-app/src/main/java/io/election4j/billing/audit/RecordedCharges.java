/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.audit;

import io.election4j.billing.charging.ChargeState;
import io.election4j.billing.payment.Payment;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Holds our books of one month.
 *
 * @param missing subscriptions that are due and have no charge
 */
record RecordedCharges(List<Line> lines, long missing, long fenceRejections, long staleDecisions) {

    static RecordedCharges read(Handle handle, YearMonth period, String provider) {
        LocalDate month = period.atDay(1);
        return new RecordedCharges(
                lines(handle, month, provider),
                count(
                        handle,
                        """
                        select count(*) from subscription s where s.next_period <= :month and not exists (
                            select 1 from charge c
                            where c.subscription_id = s.subscription_id and c.period_start = :month)""",
                        month),
                handle.createQuery("select count(*) from fence_rejection")
                        .mapTo(Long.class)
                        .one(),
                staleDecisions(handle, month));
    }

    long count(ChargeState state) {
        return lines.stream().filter(line -> line.state == state).count();
    }

    private static List<Line> lines(Handle handle, LocalDate month, String provider) {
        return handle.createQuery(
                        """
                        select c.charge_id, c.state, c.provider_ref, c.amount_minor, c.currency,
                            l.amount_minor as ledger_amount, l.currency as ledger_currency
                        from charge c left join ledger_entry l on l.charge_id = c.charge_id
                        where c.period_start = :month and c.provider = :provider""")
                .bind("month", month)
                .bind("provider", provider)
                .map((row, context) -> new Line(
                        row.getObject("charge_id", UUID.class),
                        ChargeState.valueOf(row.getString("state")),
                        row.getString("provider_ref"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getLong("ledger_amount"),
                        row.getString("ledger_currency")))
                .list();
    }

    /** The fence's lock serializes decisions, so terms must rise with the ids of their events. */
    private static long staleDecisions(Handle handle, LocalDate month) {
        return count(
                handle,
                """
                select count(*) from (
                    select e.epoch, e.token, max(e.epoch) over (order by e.id) as newest_epoch,
                        max(e.token) over (partition by e.epoch order by e.id) as newest_token
                    from charge_event e join charge c on c.charge_id = e.charge_id
                    where c.period_start = :month
                    and e.kind in ('PLANNED', 'PREPARED', 'SENDING', 'SENDING_AGAIN', 'MANUAL')) decision
                where epoch < newest_epoch or token < newest_token""",
                month);
    }

    private static long count(Handle handle, String sql, LocalDate month) {
        return handle.createQuery(sql).bind("month", month).mapTo(Long.class).one();
    }

    /** Holds a charge and its ledger entry; without one, the ledger's amount is 0 and its currency null. */
    record Line(
            UUID chargeId,
            ChargeState state,
            @Nullable String ref,
            long amountMinor,
            String currency,
            long ledgerAmountMinor,
            @Nullable String ledgerCurrency) {

        boolean agreesWith(Payment payment) {
            return payment.amountMinor() == amountMinor
                    && payment.currency().equals(currency)
                    && ledgerAmountMinor == amountMinor
                    && currency.equals(ledgerCurrency);
        }
    }
}
