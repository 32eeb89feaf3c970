/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The command {@code bin/servers start}, which runs real servers. */
@NullMarked
package io.election4j.harness.server;

import org.jspecify.annotations.NullMarked;
