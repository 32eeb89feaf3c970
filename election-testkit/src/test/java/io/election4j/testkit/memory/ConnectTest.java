/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Elections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that threads whose class loader finds no backend can connect. */
class ConnectTest {

    @Test
    void aBackendIsFoundWhereTheThreadHasTheClassLoaderOfThePlatform() {
        connectWith(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void aBackendIsFoundWhereTheThreadHasNoClassLoader() {
        connectWith(null);
    }

    private static void connectWith(@Nullable ClassLoader loader) {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(loader);
        try (Elections elections = Elections.connect("memory:class-loaders")) {
            assertThat(elections).isNotNull();
        } finally {
            current.setContextClassLoader(before);
        }
    }
}
