/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.TestAbortedException;

@Isolated("it changes a property of the whole process")
class BinariesTest {
    private final String before = System.getProperty(Binaries.SKIP, "");

    @AfterEach
    void restore() {
        System.setProperty(Binaries.SKIP, before);
    }

    @Test
    void aSkippedServiceAbortsTheTestWithoutAFailure() {
        System.setProperty(Binaries.SKIP, "etcd, consul");
        assertThatThrownBy(() -> Binaries.find("consul"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("goes without consul, as -Dservers.skip says");
        assertThatCode(() -> Binaries.skipIfAsked("zookeeper")).doesNotThrowAnyException();
    }

    @Test
    void aMissingProgramFailsTheTestAndTellsHowToGetIt() {
        assertThatThrownBy(() -> Binaries.find("no-such-server"))
                .isInstanceOf(ElectionException.class)
                .hasMessageContaining("bin/servers install");
    }
}
