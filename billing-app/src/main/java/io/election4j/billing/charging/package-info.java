/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Charges each subscription exactly once a month, however many processes believe that they lead. */
@NullMarked
package io.election4j.billing.charging;

import org.jspecify.annotations.NullMarked;
