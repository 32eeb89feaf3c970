/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.harness.result;

/**
 * Something that was not measured, and why: a scenario that needs servers which may be killed, one that failed, a
 * library that cannot do it.
 *
 * @param reason one clear sentence
 */
public record Omission(String scenario, String setting, String backend, Party party, String reason) {}
