/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tries the command line as a person would. */
@NullMarked
package io.election4j.billing.cli;

import org.jspecify.annotations.NullMarked;
