/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import java.nio.file.Path;

/** Opens the database, and serves it to other processes if it is the first; ends with its input. */
final class HostProcess {

    private HostProcess() {}

    public static void main(String[] args) throws Exception {
        try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
            System.out.println("OPEN " + ledger.count("leader_fence"));
            if (System.in.read() >= 0) {
                System.out.println("CLOSING");
            }
        }
    }
}
