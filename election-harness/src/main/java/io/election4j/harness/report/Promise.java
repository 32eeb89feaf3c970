/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.report;

/**
 * A promise of Election4j about one service, and its verdict.
 *
 * @param name in a few words
 * @param backend the service's name
 * @param limit what must not be exceeded
 * @param reason why the limit has this value
 * @param measured the figures that were judged, or why there are none
 */
public record Promise(String name, String backend, String limit, String reason, String measured, Verdict verdict) {

    /** The verdict on a promise. */
    public enum Verdict {
        MET("met"),
        NOT_MET("not met"),
        NOT_MEASURED("not measured");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** The verdict in words. */
        public String words() {
            return words;
        }
    }
}
