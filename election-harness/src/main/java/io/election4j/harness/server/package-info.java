/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Real servers at the command line: what {@code bin/servers start} runs. */
@NullMarked
package io.election4j.harness.server;

import org.jspecify.annotations.NullMarked;
