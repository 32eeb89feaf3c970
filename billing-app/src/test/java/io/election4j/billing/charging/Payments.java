/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.payment.Creation;
import io.election4j.billing.payment.Outcome;
import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.PaymentOrder;
import io.election4j.billing.payment.PaymentPage;
import io.election4j.billing.payment.PaymentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Implements a payment provider in memory whose answers and guarantees a test changes. */
final class Payments implements PaymentProvider {

    /** Names the calls that can be changed. */
    enum Call {
        CREATE,
        EXECUTE,
        GET
    }

    private final Map<String, PaymentOrder> orders = new HashMap<>();
    private final Map<String, String> refsByKey = new HashMap<>();
    private final Map<String, Outcome> states = new HashMap<>();
    private final List<Payment> moved = new ArrayList<>();
    private final boolean idempotent;
    private final boolean atMostOnce;
    private final Duration delay;
    private volatile BiFunction<Call, Integer, Bend> script = (call, number) -> Bend.NONE;
    private final Map<Call, Integer> numbers = new HashMap<>();

    /** Names what happens to a call. */
    enum Bend {
        NONE,
        /** The call has no effect and no answer. */
        LOST_REQUEST,
        /** The call has its effect and no answer. */
        LOST_REPLY,
        /** The call is refused before any effect. */
        BUSY,
        DECLINE,
        MISSING,
        REFUSE,
        PROCESSING
    }

    Payments() {
        this(true, true, Duration.ZERO);
    }

    Payments(boolean idempotent, boolean atMostOnce, Duration delay) {
        this.idempotent = idempotent;
        this.atMostOnce = atMostOnce;
        this.delay = delay;
    }

    /** Changes calls; numbers count from 1 for each kind of call. */
    Payments bend(BiFunction<Call, Integer, Bend> other) {
        this.script = other;
        return this;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMillis(200);
    }

    @Override
    public Creation create(PaymentOrder order, String key) {
        pause();
        synchronized (this) {
            Bend bend = next(Call.CREATE);
            if (bend == Bend.LOST_REQUEST || bend == Bend.BUSY) {
                return new Creation.Failed("bent");
            }
            if (bend == Bend.REFUSE) {
                return new Creation.Refused("bent");
            }
            String ref = idempotent ? refsByKey.get(key) : null;
            if (ref == null) {
                ref = "pay-" + (orders.size() + 1);
                orders.put(ref, order);
                states.put(ref, new Outcome.NotExecuted("new"));
                refsByKey.put(key, ref);
            }
            return bend == Bend.LOST_REPLY ? new Creation.Failed("bent") : new Creation.Created(ref);
        }
    }

    @Override
    public Outcome execute(String ref, String key) {
        pause();
        synchronized (this) {
            Bend bend = next(Call.EXECUTE);
            return switch (bend) {
                case LOST_REQUEST -> new Outcome.Unknown("bent");
                case BUSY -> new Outcome.NotExecuted("bent");
                case REFUSE -> new Outcome.Refused("bent");
                case MISSING -> new Outcome.Missing();
                case DECLINE -> become(ref, new Outcome.Declined("bent"));
                case PROCESSING -> become(ref, new Outcome.Processing());
                case NONE -> move(ref);
                case LOST_REPLY -> {
                    move(ref);
                    yield new Outcome.Unknown("bent");
                }
            };
        }
    }

    @Override
    public Outcome get(String ref) {
        pause();
        synchronized (this) {
            return switch (next(Call.GET)) {
                case MISSING -> new Outcome.Missing();
                case LOST_REQUEST, LOST_REPLY, BUSY -> new Outcome.Unknown("bent");
                default -> {
                    if (states.get(ref) instanceof Outcome.Processing) {
                        move(ref);
                        yield new Outcome.Processing();
                    }
                    yield states.getOrDefault(ref, new Outcome.Missing());
                }
            };
        }
    }

    @Override
    public synchronized Outcome cancel(String ref) {
        return become(ref, new Outcome.Declined("canceled"));
    }

    @Override
    public synchronized PaymentPage list(Instant from, @Nullable String cursor) {
        List<Payment> all = new ArrayList<>(moved);
        orders.forEach((ref, order) -> {
            if (!(states.get(ref) instanceof Outcome.Succeeded)) {
                all.add(payment(ref, order, false));
            }
        });
        int start = cursor == null ? 0 : Integer.parseInt(cursor);
        int end = Math.min(all.size(), start + 100);
        return new PaymentPage(all.subList(start, end), end < all.size() ? Integer.toString(end) : null);
    }

    synchronized int moved() {
        return moved.size();
    }

    synchronized int created() {
        return orders.size();
    }

    private Outcome move(String ref) {
        PaymentOrder order = orders.get(ref);
        Outcome state = states.get(ref);
        if (order == null || state == null || state instanceof Outcome.Declined) {
            return new Outcome.Refused("cannot be executed");
        }
        if (state instanceof Outcome.Succeeded && atMostOnce) {
            return state;
        }
        Payment payment = payment(ref, order, true);
        moved.add(payment);
        return become(ref, new Outcome.Succeeded(payment));
    }

    private Outcome become(String ref, Outcome state) {
        states.put(ref, state);
        return state;
    }

    private static Payment payment(String ref, PaymentOrder order, boolean succeeded) {
        return new Payment(
                ref,
                succeeded,
                order.amountMinor(),
                order.currency(),
                order.chargeId(),
                order.subscription(),
                order.period());
    }

    private Bend next(Call call) {
        return script.apply(call, numbers.merge(call, 1, Integer::sum));
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
