/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the command line as a user types it. */
@NullMarked
package io.election4j.billing.cli;

import org.jspecify.annotations.NullMarked;
