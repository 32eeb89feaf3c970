/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The command line of {@code bin/election}: one class for each command, and what they share. */
@NullMarked
package io.election4j.harness.cli;

import org.jspecify.annotations.NullMarked;
