/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

import java.util.List;
import java.util.Map;

/**
 * The conditions of a comparison, which are needed to judge and to repeat it.
 *
 * @param startedAt in ISO 8601, UTC
 * @param tookSeconds for the whole run
 * @param command the command line that repeats it: {@code bin/election compare --cluster 3 ...}
 * @param machine processors, memory, operating system, Java, one line each
 * @param cluster how many servers of each kind; 0 if they are the user's own
 * @param ttlMillis the requested time to live of scenarios that use only one
 * @param quick whether samples are few to save time
 * @param interrupted whether a user stopped it; the omissions then name what is missing
 * @param versions of the services, by backend
 * @param libraries which library {@link Party#RAW} is, by backend: {@code Curator LeaderLatch 5.9.0}
 */
public record Conditions(
        String startedAt,
        long tookSeconds,
        String command,
        List<String> machine,
        int cluster,
        long ttlMillis,
        boolean quick,
        boolean interrupted,
        Map<String, String> versions,
        Map<String, String> libraries) {}
