/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.billing.audit.AuditReport;
import io.election4j.billing.audit.Reconciler;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages our books: the audit must report each kind of damage, and the reconciler must repair the facts. */
class ReconcilerTest {

    private final Payments payments = new Payments();
    private Ledger ledger;

    @BeforeEach
    void charge(@TempDir Path folder) throws InterruptedException {
        ledger = Ledger.open(folder);
        ledger.subscriptions(3, Ledger.now());
        ledger.charge(payments, 1);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aSuccessThatWasNeverRecordedIsRecorded() {
        damage("delete from ledger_entry", "update charge set state = 'SENDING', resolved_at = null");
        AuditReport before = ledger.audit(payments);
        assertThat(before.unrecorded()).isEqualTo(3);
        assertThat(before.open()).isEqualTo(3);

        assertThat(reconcile()).isZero();

        assertThat(ledger.audit(payments).clean()).isTrue();
        assertThat(ledger.count("ledger_entry")).isEqualTo(3);
    }

    @Test
    void aChargeThatIsLostIsRestored() {
        damage("delete from ledger_entry", "delete from charge_event", "delete from charge");
        assertThat(ledger.audit(payments).exactlyOnce()).isFalse();

        assertThat(reconcile()).isZero();

        assertThat(ledger.audit(payments).clean()).isTrue();
        assertThat(ledger.audit(payments).charged()).isEqualTo(3);
    }

    @Test
    void aSuccessThatTheProviderDoesNotHaveIsSeenAndLeftToAHuman() {
        damage("update charge set provider_ref = 'pay-other' where provider_ref = 'pay-1'");

        assertThat(reconcile()).isEqualTo(1);

        AuditReport audit = ledger.audit(payments);
        assertThat(audit.withoutPayment()).isEqualTo(1);
        assertThat(audit.unrecorded()).isEqualTo(1);
        assertThat(audit.exactlyOnce()).isFalse();
    }

    @Test
    void anotherAmountInTheLedgerIsSeen() {
        damage("update ledger_entry set amount_minor = amount_minor + 1");

        assertThat(ledger.audit(payments).differences()).isEqualTo(3);
        assertThat(ledger.audit(payments).exactlyOnce()).isFalse();
    }

    private int reconcile() {
        return new Reconciler(ledger.database, payments).run(Ledger.now()).size();
    }

    private void damage(String... statements) {
        ledger.database.jdbi().useTransaction(handle -> {
            for (String statement : statements) {
                handle.execute(statement);
            }
        });
    }
}
