/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Provides a coordination service inside this process, for an application's own tests: real elections, faults on
 * demand.
 */
@NullMarked
package io.election4j.testkit.memory;

import org.jspecify.annotations.NullMarked;
