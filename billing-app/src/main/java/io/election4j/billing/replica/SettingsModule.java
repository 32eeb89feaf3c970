/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import io.election4j.billing.database.DatabaseSettings;
import io.election4j.billing.payment.stripe.StripeSettings;
import java.util.function.Consumer;

/** Binds the settings of the replica. */
final class SettingsModule extends AbstractModule {

    private final ReplicaSettings settings;
    private final Consumer<String> announcements;

    SettingsModule(ReplicaSettings settings, Consumer<String> announcements) {
        this.settings = settings;
        this.announcements = announcements;
    }

    @Override
    protected void configure() {
        bind(ReplicaSettings.class).toInstance(settings);
        bind(DatabaseSettings.class).toInstance(settings.database());
        bind(StripeSettings.class).toInstance(settings.provider());
        bind(new TypeLiteral<Consumer<String>>() {}).toInstance(announcements);
    }
}
