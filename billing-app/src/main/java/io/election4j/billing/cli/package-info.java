/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Provides the command line: turns arguments, environment and configuration file into calls of the other packages. */
@NullMarked
package io.election4j.billing.cli;

import org.jspecify.annotations.NullMarked;
