/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.spi.BackendProvider;
import io.election4j.testkit.memory.MemoryProvider;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backend as its provider describes it.
 *
 * @param ttl the time to live of a URI that names none
 * @param options of its URIs: each name, in alphabetical order, with its meaning
 */
public record BackendDescription(String scheme, String ttl, Map<String, String> options) {

    /** Returns all backends on the class path that other processes can reach, by name. */
    public static List<BackendDescription> all() {
        return BackendProvider.all().stream()
                .filter(provider -> !isInProcess(provider))
                .map(BackendDescription::of)
                .sorted(Comparator.comparing(BackendDescription::scheme))
                .toList();
    }

    static boolean isInProcess(BackendProvider provider) {
        return provider instanceof MemoryProvider;
    }

    private static BackendDescription of(BackendProvider provider) {
        String ttl = seconds(provider.defaultTtl());
        Map<String, String> options = new TreeMap<>(provider.options());
        options.put("ttl", "about how long a dead leader keeps its seat, 100ms to 1h; the default is " + ttl);
        return new BackendDescription(provider.scheme(), ttl, options);
    }

    private static String seconds(Duration ttl) {
        return ttl.toMillis() % 1000 == 0 ? ttl.toSeconds() + "s" : ttl.toMillis() + "ms";
    }
}
