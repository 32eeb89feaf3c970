/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

/**
 * What Election4j promises about one service, and what has become of it.
 *
 * @param name in a few words
 * @param backend the service's name
 * @param limit what must not be exceeded
 * @param reason why the limit is where it is
 * @param measured the figures that were judged, or why there are none
 */
public record Promise(String name, String backend, String limit, String reason, String measured, Verdict verdict) {

    /** What has become of a promise. */
    public enum Verdict {
        MET("met"),
        NOT_MET("not met"),
        NOT_MEASURED("not measured");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }
}
