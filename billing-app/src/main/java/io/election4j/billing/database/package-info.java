/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** The billing database: opening, migrating, and the little that differs between its vendors. */
@NullMarked
package io.election4j.billing.database;

import org.jspecify.annotations.NullMarked;
