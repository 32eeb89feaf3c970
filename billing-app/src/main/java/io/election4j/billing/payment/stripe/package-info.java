/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Uses Stripe as payment provider, through its official SDK. */
@NullMarked
package io.election4j.billing.payment.stripe;

import org.jspecify.annotations.NullMarked;
