/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Opens and migrates the billing database, and hides the differences between database products. */
@NullMarked
package io.election4j.billing.database;

import org.jspecify.annotations.NullMarked;
