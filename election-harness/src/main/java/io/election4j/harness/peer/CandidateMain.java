/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.result.Party;
import io.election4j.peers.Library;
import io.election4j.spi.BackendUri;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Main program of a candidate process. Arguments: the local port from which it receives orders, the {@link Party}, the
 * URI, the time to live in ms, the comma-separated hosts, and optionally an election to enter at once. The process ends
 * when the connection to that port ends.
 */
final class CandidateMain {
    private CandidateMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        Library library = Libraries.of(Party.valueOf(arguments[1]), BackendUri.parse(arguments[2]));
        Duration ttl = Duration.ofMillis(Long.parseLong(arguments[3]));
        List<String> hosts = List.of(arguments[4].split(","));
        try (Socket line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            line.setTcpNoDelay(true);
            EventWriter events = new EventWriter(line.getOutputStream());
            CandidateCommands orders = new CandidateCommands(library, hosts, ttl, events);
            if (arguments.length > 5) {
                orders.execute("open first 1");
                orders.execute("enter first 0 " + arguments[5] + " first");
            }
            events.say(PeerEvent.Kind.STARTED, "process");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            for (String order = in.readLine(); order != null; order = in.readLine()) {
                orders.execute(order);
            }
        }
        // The measurement does not wait for the library to close, which may take long or hang.
        Runtime.getRuntime().halt(0);
    }
}
