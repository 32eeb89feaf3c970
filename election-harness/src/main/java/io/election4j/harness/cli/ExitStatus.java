/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.cli;

/** The exit statuses for scripts. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int NOBODY_LEADS = 3;
    static final int GOES_ON_LEADING = 4;

    private ExitStatus() {}
}
