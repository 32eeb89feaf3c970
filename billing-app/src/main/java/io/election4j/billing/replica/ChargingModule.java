/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.election4j.billing.charging.ChargeRun;
import io.election4j.billing.charging.ChargeSettings;
import io.election4j.billing.charging.CrashPoints;
import io.election4j.billing.charging.Fence;
import io.election4j.billing.database.Database;
import io.election4j.billing.payment.PaymentProvider;
import jakarta.inject.Singleton;

/** Binds what a leader needs for charging. */
final class ChargingModule extends AbstractModule {

    /** Reads the epoch once when the process starts: see {@link Fence}. */
    @Provides
    @Singleton
    Fence fence(Database database) {
        return Fence.of(database);
    }

    @Provides
    @Singleton
    ChargeRun chargeRun(Database database, Fence fence, PaymentProvider provider, ReplicaSettings settings) {
        ChargeSettings charging = ChargeSettings.of(settings.replicaId())
                .withThrough(settings.period())
                .withInFlight(settings.inFlight())
                .withUntilSettled(settings.exitWhenDone());
        return new ChargeRun(database, fence, provider, charging, CrashPoints.NONE);
    }
}
