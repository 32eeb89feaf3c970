/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Reads leaders and charges from the database and formats them for people. */
@NullMarked
package io.election4j.billing.status;

import org.jspecify.annotations.NullMarked;
