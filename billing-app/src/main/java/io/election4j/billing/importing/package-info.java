/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Reads subscriptions from CSV files and writes them to the billing database, whole files or nothing. */
@NullMarked
package io.election4j.billing.importing;

import org.jspecify.annotations.NullMarked;
