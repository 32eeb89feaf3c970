/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Where a charge stands; the first three are open, the others settled. */
public enum ChargeState {
    /** Decided, and no payment is known. */
    PLANNED,
    /** Its payment exists and has not been executed. */
    PREPARED,
    /** Its payment may have been executed: in doubt until the provider tells. */
    SENDING,
    /** The money has moved. */
    SUCCEEDED,
    /** The provider has refused for good. */
    DECLINED,
    /** A human must look. */
    MANUAL;

    public boolean isOpen() {
        return this == PLANNED || this == PREPARED || this == SENDING;
    }
}
