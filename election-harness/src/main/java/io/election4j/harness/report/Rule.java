/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

import java.util.Optional;

/**
 * A limit, and the check whether a service keeps it.
 *
 * @param only the one backend that it applies to; empty if it applies to all
 */
record Rule(String name, String limit, String reason, Optional<String> only, Check check) {

    /** Judges what was measured with one backend. */
    interface Check {
        /** Returns empty if it was not measured. */
        Optional<Finding> judge(SeriesFinder figures, String backend);
    }

    /**
     * The result of a check.
     *
     * @param measured the figures, in words
     */
    record Finding(boolean met, String measured) {}

    static Rule forAll(String name, String limit, String reason, Check check) {
        return new Rule(name, limit, reason, Optional.empty(), check);
    }

    boolean concerns(String backend) {
        return only.isEmpty() || only.get().equals(backend);
    }

    Promise judge(SeriesFinder figures, String backend) {
        String service = Backends.name(backend);
        return check.judge(figures, backend)
                .map(finding -> new Promise(
                        name,
                        service,
                        limit,
                        reason,
                        finding.measured(),
                        finding.met() ? Promise.Verdict.MET : Promise.Verdict.NOT_MET))
                .orElseGet(() -> new Promise(name, service, limit, reason, Numbers.NONE, Promise.Verdict.NOT_MEASURED));
    }
}
