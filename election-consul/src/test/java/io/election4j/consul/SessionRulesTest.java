/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The rules with renewed sessions, on one server. */
class SessionRulesTest extends RulesOnServers {
    SessionRulesTest() {
        super("&session=ttl");
    }

    @BeforeAll
    static void startServers(@TempDir Path directory) throws Exception {
        start(directory, 1);
    }
}
