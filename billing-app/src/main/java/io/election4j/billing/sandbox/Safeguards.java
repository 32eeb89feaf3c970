/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

/**
 * The two promises that keep a payer from being charged twice. A sandbox without one really charges twice: it exists so
 * that a test of a caller's own care can be seen to fail.
 *
 * @param idempotency a key that was seen before gets the first answer instead of a second execution
 * @param atMostOnce an intent that has succeeded cannot succeed again
 */
public record Safeguards(boolean idempotency, boolean atMostOnce) {

    /** As a real provider: both promises are kept. */
    public static final Safeguards ON = new Safeguards(true, true);
}
