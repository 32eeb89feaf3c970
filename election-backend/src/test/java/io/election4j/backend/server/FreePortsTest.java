/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void portsDifferAndCanBeUsed() throws Exception {
        List<Integer> ports = FreePorts.take(20);
        assertThat(ports).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port > 10_000 && port < 32_768);
        for (int port : ports.subList(0, 3)) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    /** The server of a port may be down for a while, or bind it only later. */
    @Test
    void aPortIsNotGivenAgainSoon() {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            given.addAll(FreePorts.take(10));
        }
        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void anOccupiedPortLeadsToAnotherAttempt() {
        List<List<Integer>> tried = new ArrayList<>();
        String started = FreePorts.startOn(2, ports -> {
            tried.add(ports);
            if (tried.size() < 3) {
                throw new ElectionException(Kind.INVALID, "has ended", new BindException("address already in use"));
            }
            return "started";
        });
        assertThat(started).isEqualTo("started");
        assertThat(tried).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void anyOtherFailureIsFinal() {
        List<List<Integer>> tried = new ArrayList<>();
        assertThatThrownBy(() -> FreePorts.startOn(1, ports -> {
                    tried.add(ports);
                    throw new ElectionException(Kind.INVALID, "bad option");
                }))
                .hasMessage("bad option");
        assertThat(tried).hasSize(1);
    }
}
