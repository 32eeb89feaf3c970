/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

/**
 * Something to be done to the leader.
 *
 * @param kind what
 * @param fraction how much of the work is done then, from 0 to 1
 */
public record Fault(FaultKind kind, double fraction) {}
