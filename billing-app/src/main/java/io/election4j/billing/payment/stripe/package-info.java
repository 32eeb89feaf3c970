/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Stripe as payment provider, reached by its official SDK. */
@NullMarked
package io.election4j.billing.payment.stripe;

import org.jspecify.annotations.NullMarked;
