/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Reads small files of every kind, and imports them into a database in memory. */
@NullMarked
package io.election4j.billing.importing;

import org.jspecify.annotations.NullMarked;
