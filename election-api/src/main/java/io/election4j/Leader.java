/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j;

/**
 * Identifies a leader, as an observer sees it.
 *
 * @param candidateId the name under which the candidate entered
 * @param fencingToken the token of its term
 */
public record Leader(String candidateId, long fencingToken) {}
