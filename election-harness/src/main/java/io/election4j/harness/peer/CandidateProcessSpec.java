/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.peer;

import io.election4j.harness.result.Party;
import io.election4j.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes a candidate process to start.
 *
 * @param name of the process and its log
 * @param party whose library it uses
 * @param uri names the backend; for {@link Party#OURS} also the namespace and options
 * @param hosts servers or proxies to connect to, each {@code host:port}
 * @param enters an election to enter at once, or empty
 */
public record CandidateProcessSpec(
        String name, Party party, String uri, List<String> hosts, Duration ttl, Path directory, String enters) {

    /** The key of the candidate that enters at once. */
    public static final String FIRST = "first";

    ServerProcess process(int port) {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(port), party.name(), uri, Long.toString(ttl.toMillis()), String.join(",", hosts)));
        if (!enters.isEmpty()) {
            arguments.add(enters);
        }
        return ServerProcess.ofJava(
                name,
                directory,
                List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xmx768m", "-Xss512k"),
                CandidateMain.class.getName(),
                arguments);
    }
}
