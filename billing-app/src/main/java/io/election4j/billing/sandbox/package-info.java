/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */

/** Simulates a payment provider for trials and tests: supports a part of Stripe's HTTP API and keeps durable books. */
@NullMarked
package io.election4j.billing.sandbox;

import org.jspecify.annotations.NullMarked;
