/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.cli;

import java.io.IOException;
import java.io.InputStream;

/** Detects by the end of standard input that the process that started this one has ended. */
final class StandardInput {

    private StandardInput() {}

    /** Ends this process in an orderly way once its standard input is closed. */
    static void exitAtItsEnd() {
        Thread watcher = new Thread(StandardInput::watch, "standard-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void watch() {
        try {
            InputStream in = System.in;
            while (in.read() >= 0) {
                // the content does not matter
            }
        } catch (IOException broken) {
            // counts as closed
        }
        System.exit(0);
    }
}
