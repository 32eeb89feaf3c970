/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Runs real coordination services for tests: starts, kills, freezes and cuts them off on this machine alone.
 *
 * <p>Every process ends with the one that started it, and only addresses of the loopback interface are used. Needs a
 * POSIX system.
 */
@NullMarked
package io.election4j.testkit.server;

import org.jspecify.annotations.NullMarked;
