/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** What the billing app asks of a payment provider, in words of no particular one. */
@NullMarked
package io.election4j.billing.payment;

import org.jspecify.annotations.NullMarked;
