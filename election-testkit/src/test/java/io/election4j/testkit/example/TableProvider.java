/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.example;

import io.election4j.spi.Backend;
import io.election4j.spi.BackendProvider;
import io.election4j.spi.BackendUri;
import java.util.Map;

/** Connects to elections in a database of H2: {@code table://host:port/namespace}. Named in {@code META-INF/services}. */
public final class TableProvider implements BackendProvider {

    @Override
    public String scheme() {
        return "table";
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public Backend connect(BackendUri uri) {
        return TableBackend.open(uri);
    }
}
