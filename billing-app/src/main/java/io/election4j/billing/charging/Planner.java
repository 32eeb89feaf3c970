/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.database.Database;
import io.election4j.billing.payment.PaymentOrder;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Plans charges: one for each subscription and each month that has begun, by the database's clock, and is not yet
 * charged. Each run examines all subscriptions, so that no month stays missing.
 */
final class Planner {

    private static final int PAGE = 500;

    private final Database database;
    private final Fence fence;
    private final Guard guard;
    private final LeaderTerm term;
    private final String provider;
    private final CrashPoints crashPoints;

    Planner(Database database, Fence fence, Guard guard, LeaderTerm term, String provider, CrashPoints crashPoints) {
        this.database = database;
        this.fence = fence;
        this.guard = guard;
        this.term = term;
        this.provider = provider;
        this.crashPoints = crashPoints;
    }

    /**
     * Plans the missing charges.
     *
     * @param through last month to charge; empty for the current one
     * @param goOn asked between transactions
     * @return how many charges are new
     * @throws ChargingException if the last month has not begun
     */
    int plan(Optional<YearMonth> through, BooleanSupplier goOn) {
        YearMonth now = database.repeatable(Planner::currentMonth);
        if (through.filter(now::isBefore).isPresent()) {
            throw new ChargingException(
                    "Month " + through.get() + " has not begun by the database's clock, which shows " + now
                            + ": charges are planned up to the current month only.");
        }
        YearMonth last = through.orElse(now);
        Optional<YearMonth> first = database.repeatable(handle -> firstDue(handle, last));
        int planned = 0;
        for (YearMonth month = first.orElse(last);
                !month.isAfter(last) && goOn.getAsBoolean();
                month = month.plusMonths(1)) {
            planned += planMonth(month, goOn);
        }
        return planned;
    }

    private int planMonth(YearMonth month, BooleanSupplier goOn) {
        int planned = 0;
        // A success does not advance a subscription whose next month is another one at that moment, so it lags behind.
        decide(handle -> List.of(catchUp(handle, month)));
        long after = Long.MIN_VALUE;
        List<Due> page;
        do {
            long start = after;
            page = decide(handle -> planPage(handle, month, start));
            crashPoints.reached(CrashPoint.C1);
            planned += page.size();
            after = page.isEmpty() ? after : page.get(page.size() - 1).subscription;
        } while (page.size() == PAGE && goOn.getAsBoolean());
        return planned;
    }

    private <T> List<T> decide(Decision<T> decision) {
        crashPoints.reached(CrashPoint.C10);
        Optional<List<T>> made = database.repeatable(
                handle -> guard.holds(handle, term) ? Optional.of(decision.make(handle)) : Optional.<List<T>>empty());
        if (made.isEmpty()) {
            fence.recordRejection(term, "PLANNED");
            throw new StaleTermException(
                    "STALE: a newer term than " + term.token() + " of " + term.holder() + " leads; it stops planning.");
        }
        return made.get();
    }

    private List<Due> planPage(Handle handle, YearMonth month, long after) {
        List<Due> due = handle.createQuery(
                        """
                        select s.subscription_id, s.amount_minor, s.currency, s.customer, s.payment_method
                        from subscription s
                        where s.next_period <= :month and s.subscription_id > :after and not exists (
                            select 1 from charge c
                            where c.subscription_id = s.subscription_id and c.period_start = :month)
                        order by s.subscription_id fetch first :size rows only""")
                .bind("month", month.atDay(1))
                .bind("after", after)
                .bind("size", PAGE)
                .map((row, context) -> new Due(
                        row.getLong("subscription_id"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("customer"),
                        row.getString("payment_method")))
                .list();
        if (!due.isEmpty()) {
            insert(handle, month, due);
            crashPoints.reached(CrashPoint.C0);
        }
        return due;
    }

    private void insert(Handle handle, YearMonth month, List<Due> due) {
        PreparedBatch batch = handle.prepareBatch(
                """
                insert into charge (charge_id, subscription_id, period_start, amount_minor, currency, customer,
                    payment_method, provider, params_hash, state, attempt, idem_key)
                select :id, s.subscription_id, :month, :amount, :currency, :customer, :method, :provider, :hash,
                    'PLANNED', 1, :key
                from subscription s where s.subscription_id = :subscription and not exists (
                    select 1 from charge c where c.subscription_id = :subscription and c.period_start = :month)""");
        List<PaymentOrder> orders = due.stream().map(one -> one.order(month)).toList();
        orders.forEach(order -> bind(batch, order).add());
        int[] counts = batch.execute();
        List<UUID> planned = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                planned.add(orders.get(i).chargeId());
            }
        }
        noteEvents(handle, planned);
    }

    private PreparedBatch bind(PreparedBatch batch, PaymentOrder order) {
        return batch.bind("id", order.chargeId())
                .bind("subscription", order.subscription())
                .bind("month", order.period().atDay(1))
                .bind("amount", order.amountMinor())
                .bind("currency", order.currency())
                .bind("customer", order.customer())
                .bind("method", order.paymentMethod())
                .bind("provider", provider)
                .bind("hash", Charge.hash(order))
                .bind("key", Charge.key(order.subscription(), order.period(), 1));
    }

    private void noteEvents(Handle handle, List<UUID> planned) {
        PreparedBatch batch = handle.prepareBatch(
                """
                insert into charge_event (charge_id, happened_at, kind, epoch, token)
                values (:id, current_timestamp, 'PLANNED', :epoch, :token)""");
        for (UUID id : planned) {
            batch.bind("id", id)
                    .bind("epoch", term.epoch())
                    .bind("token", term.token())
                    .add();
        }
        batch.execute();
    }

    private static int catchUp(Handle handle, YearMonth month) {
        return handle.createUpdate(
                        """
                        update subscription set next_period = :next
                        where next_period = :month and exists (
                            select 1 from charge c where c.subscription_id = subscription.subscription_id
                            and c.period_start = :month and c.state = 'SUCCEEDED')""")
                .bind("month", month.atDay(1))
                .bind("next", month.plusMonths(1).atDay(1))
                .execute();
    }

    private static YearMonth currentMonth(Handle handle) {
        return YearMonth.from(handle.createQuery("select current_timestamp")
                .mapTo(OffsetDateTime.class)
                .one()
                .withOffsetSameInstant(ZoneOffset.UTC));
    }

    private static Optional<YearMonth> firstDue(Handle handle, YearMonth last) {
        return handle.createQuery("select min(next_period) from subscription where next_period <= :last")
                .bind("last", last.atDay(1))
                .map((row, context) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .one()
                .map(YearMonth::from);
    }

    @FunctionalInterface
    private interface Decision<T> {
        List<T> make(Handle handle);
    }

    private record Due(
            long subscription, long amountMinor, String currency, @Nullable String customer, String paymentMethod) {

        PaymentOrder order(YearMonth month) {
            UUID id = Charge.id(Charge.key(subscription, month, 1));
            return new PaymentOrder(id, subscription, month, amountMinor, currency, customer, paymentMethod);
        }
    }
}
