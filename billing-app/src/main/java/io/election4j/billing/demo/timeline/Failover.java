/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.timeline;

/**
 * Describes one change of the leader.
 *
 * @param cause what caused it
 * @param millis from then until the next leader had claimed the database's fence
 */
public record Failover(String cause, long millis) {}
