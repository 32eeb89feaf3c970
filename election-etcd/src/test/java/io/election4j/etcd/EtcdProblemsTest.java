/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.testkit.DocumentedProblems;
import org.junit.jupiter.api.Test;

class EtcdProblemsTest {

    @Test
    void eachSentenceHasItsRowInTheDocument() {
        DocumentedProblems.assertListed("etcd", EtcdProblems.class);
    }
}
