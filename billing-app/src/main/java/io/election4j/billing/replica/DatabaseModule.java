/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.election4j.billing.database.Database;
import io.election4j.billing.database.DatabaseSettings;
import jakarta.inject.Singleton;

/** Opens the database. */
final class DatabaseModule extends AbstractModule {

    @Provides
    @Singleton
    Database database(DatabaseSettings settings, Resources resources) {
        return resources.opened(Database.open(settings));
    }
}
