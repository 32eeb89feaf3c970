/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Names the states of a charge; the first three are open, the others settled. */
public enum ChargeState {
    /** The charge is decided; no payment is known. */
    PLANNED,
    /** The payment exists and has not been executed. */
    PREPARED,
    /** The payment may have been executed: in doubt until the provider answers. */
    SENDING,
    /** The money has moved. */
    SUCCEEDED,
    /** The provider has refused for good. */
    DECLINED,
    /** A human must decide. */
    MANUAL;

    public boolean isOpen() {
        return this == PLANNED || this == PREPARED || this == SENDING;
    }
}
