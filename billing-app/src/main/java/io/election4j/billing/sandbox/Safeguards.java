/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.sandbox;

/**
 * Selects the two promises that prevent a double charge. A sandbox without one really charges twice: it exists to show
 * that tests of a caller's own precautions can fail.
 *
 * @param idempotency a repeated key gets the first answer instead of a second execution
 * @param atMostOnce an intent that has succeeded cannot succeed again
 */
public record Safeguards(boolean idempotency, boolean atMostOnce) {

    /** Both promises are kept, as by a real provider. */
    public static final Safeguards ON = new Safeguards(true, true);
}
