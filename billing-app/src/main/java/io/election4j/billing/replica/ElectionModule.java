/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.replica;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.election4j.Elections;
import jakarta.inject.Singleton;

/** Connects to the coordination service. */
final class ElectionModule extends AbstractModule {

    @Provides
    @Singleton
    Elections elections(ReplicaSettings settings, Resources resources) {
        return resources.opened(Elections.connect(settings.backend().toString()));
    }
}
