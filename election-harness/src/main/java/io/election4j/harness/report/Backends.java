/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import io.election4j.harness.result.Comparison;
import io.election4j.harness.result.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of the services in their own spelling, in a fixed order. */
final class Backends {
    private static final Map<String, String> NAMES =
            Map.of("zookeeper", "ZooKeeper", "etcd", "etcd", "consul", "Consul", "memory", "memory");
    private static final List<String> FIRST = List.of("zookeeper", "etcd", "consul");
    private static final Comparator<String> ORDER = Comparator.comparingInt(
                    (String backend) -> FIRST.contains(backend) ? FIRST.indexOf(backend) : FIRST.size())
            .thenComparing(Comparator.naturalOrder());

    private Backends() {}

    static String name(String backend) {
        return NAMES.getOrDefault(backend.toLowerCase(Locale.ROOT), backend);
    }

    /** Returns all services that the comparison has figures of. */
    static List<String> of(Comparison comparison) {
        return of(comparison.series());
    }

    static List<String> of(List<Series> series) {
        return series.stream().map(Series::backend).distinct().sorted(ORDER).toList();
    }
}
