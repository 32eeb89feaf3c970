/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The rules with a check, on three servers. */
class EnsembleRulesTest extends RulesOnServers {
    EnsembleRulesTest() {
        super("");
    }

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        start(directory, 3);
    }
}
