/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What the database says about leaders and charges, for people to look at. */
@NullMarked
package io.election4j.billing.status;

import org.jspecify.annotations.NullMarked;
