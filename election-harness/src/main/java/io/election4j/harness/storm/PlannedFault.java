/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param start offset from the beginning of its round
 * @param server index of the server, if it concerns one
 * @param process index of the candidate process, if it concerns one
 * @param strength from 0 to 1, for faults that have a degree
 */
record PlannedFault(FaultKind kind, Duration start, Duration length, int server, int process, double strength) {}
