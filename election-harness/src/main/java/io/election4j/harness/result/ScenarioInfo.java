/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/**
 * Describes a scenario in words.
 *
 * @param id short and stable: {@code crash}
 * @param title {@code Crash failover}
 * @param question of an architect: {@code How long is there no leader after a leader's machine dies?}
 * @param method how it is measured, in two or three sentences
 */
public record ScenarioInfo(String id, String title, String question, String method) {}
