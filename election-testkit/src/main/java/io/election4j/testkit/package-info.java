/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Tests backends: extend {@link io.election4j.testkit.BackendRules}.
 *
 * <p>{@link io.election4j.testkit.memory} is a coordination service for an application's own tests, {@link
 * io.election4j.testkit.history} records what candidates did and checks it.
 */
@NullMarked
package io.election4j.testkit;

import org.jspecify.annotations.NullMarked;
