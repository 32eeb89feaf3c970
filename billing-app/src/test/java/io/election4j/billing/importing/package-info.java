/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Tests the reading of small files of every kind, and their import into a database in memory. */
@NullMarked
package io.election4j.billing.importing;

import org.jspecify.annotations.NullMarked;
