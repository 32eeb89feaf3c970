/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

/**
 * Describes a fault of the leader.
 *
 * @param kind its kind
 * @param fraction how much of the work is done then, from 0 to 1
 */
public record Fault(FaultKind kind, double fraction) {}
