/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Defines what the billing app needs from a payment provider, without the terms of any one provider. */
@NullMarked
package io.election4j.billing.payment;

import org.jspecify.annotations.NullMarked;
