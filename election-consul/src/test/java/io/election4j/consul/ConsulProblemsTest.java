/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.testkit.DocumentedProblems;
import org.junit.jupiter.api.Test;

/** Tests the messages of this backend. */
class ConsulProblemsTest {
    @Test
    void eachProblemIsListedInTheTroubleshootingDocument() {
        DocumentedProblems.assertListed("Consul", ConsulProblems.class);
    }
}
