/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.storm;

import java.time.Duration;

/**
 * One fault of a schedule.
 *
 * @param start after the beginning of its round
 * @param server which server it concerns, if it concerns one
 * @param process which process of candidates it concerns, if it concerns one
 * @param strength of what can be more or less, from 0 to 1
 */
record PlannedFault(FaultKind kind, Duration start, Duration length, int server, int process, double strength) {}
