/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.operate;

import io.election4j.Leader;
import java.util.List;
import java.util.Optional;

/**
 * How things stand in an election.
 *
 * @param leader empty if nobody leads
 * @param candidates all that stand, the leader and then the next first; empty if the service does not tell
 */
public record Standing(String election, Optional<Leader> leader, Optional<List<String>> candidates) {}
