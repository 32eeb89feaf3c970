/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.audit;

import io.election4j.billing.charging.ChargeState;
import io.election4j.billing.database.Database;
import io.election4j.billing.payment.Payment;
import io.election4j.billing.payment.PaymentProvider;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Compares the provider's books with our charges and ledger. Reads only; run it while no process charges. */
public final class Audit {

    private final Database database;
    private final PaymentProvider provider;

    public Audit(Database database, PaymentProvider provider) {
        this.database = database;
        this.provider = provider;
    }

    /**
     * Compares everything about one month.
     *
     * @throws io.election4j.billing.payment.PaymentException if the provider's books cannot be read
     */
    public AuditReport run(YearMonth period) {
        List<Payment> payments = ProviderPayments.of(provider, period);
        RecordedCharges ours = database.repeatable(handle -> RecordedCharges.read(handle, period, provider.name()));
        Map<UUID, RecordedCharges.Line> lines = new HashMap<>();
        ours.lines().forEach(line -> lines.put(line.chargeId(), line));
        Comparison comparison = new Comparison(lines);
        payments.forEach(comparison::add);
        return new AuditReport(
                period,
                lines.size() + ours.missing(),
                ours.count(ChargeState.SUCCEEDED),
                ours.count(ChargeState.DECLINED),
                ours.count(ChargeState.MANUAL),
                ours.lines().stream().filter(line -> line.state().isOpen()).count(),
                ours.missing(),
                comparison.duplicates,
                ours.count(ChargeState.SUCCEEDED) - comparison.matched.size(),
                comparison.unrecorded,
                comparison.differences,
                comparison.orphans,
                comparison.amountMinor,
                ours.fenceRejections(),
                ours.staleDecisions());
    }

    /** Processes the payments once. */
    private static final class Comparison {

        final Map<UUID, RecordedCharges.Line> lines;
        final Set<Object> paid = new HashSet<>();
        final Set<UUID> matched = new HashSet<>();
        final Map<String, Long> amountMinor = new TreeMap<>();
        long duplicates;
        long unrecorded;
        long differences;
        long orphans;

        Comparison(Map<UUID, RecordedCharges.Line> lines) {
            this.lines = lines;
        }

        void add(Payment payment) {
            RecordedCharges.Line line = payment.chargeId() == null ? null : lines.get(payment.chargeId());
            boolean itsPayment = line != null && payment.ref().equals(line.ref());
            if (!payment.succeeded()) {
                orphans += itsPayment ? 0 : 1;
                return;
            }
            amountMinor.merge(payment.currency(), payment.amountMinor(), Long::sum);
            Object payer = payment.subscription() == null ? payment.ref() : payment.subscription();
            if (!paid.add(payer)) {
                duplicates++;
            }
            if (line == null || !itsPayment || line.state() != ChargeState.SUCCEEDED) {
                unrecorded++;
            } else if (matched.add(line.chargeId()) && !line.agreesWith(payment)) {
                differences++;
            }
        }
    }
}
