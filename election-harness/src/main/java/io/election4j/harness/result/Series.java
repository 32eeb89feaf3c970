/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

import java.util.List;

/**
 * Samples of one quantity, taken under the same conditions.
 *
 * @param scenario the {@link ScenarioInfo#id} of the scenario that took them
 * @param metric what was measured, in words: {@code kill -9 to next term}
 * @param setting under which setting, if a scenario has several: {@code ttl 2 s}, {@code 100 candidates}; or empty
 * @param backend the service: {@code zookeeper}, {@code etcd}, {@code consul}
 * @param samples in the order taken; one for a single reading
 * @param note what a reader must know to judge them; or empty
 */
public record Series(
        String scenario,
        String metric,
        String setting,
        String backend,
        Party party,
        Unit unit,
        List<Double> samples,
        String note) {

    /** Copies the samples. */
    public Series {
        samples = List.copyOf(samples);
    }
}
