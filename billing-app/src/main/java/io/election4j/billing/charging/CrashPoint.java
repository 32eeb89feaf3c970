/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Names the places of the protocol at which tests crash a leader. */
public enum CrashPoint {
    /** Charges are planned, and the plan is not committed. */
    C0,
    /** The plan is committed. */
    C1,
    /** The provider has made a payment whose reference is not committed. */
    C2,
    /** The payment's reference is committed. */
    C3,
    /** The charge is marked as being sent, and no request has been sent. */
    C4,
    /** The request that moves the money is about to be sent. */
    C5,
    /** The provider has answered, and the answer has not been processed. */
    C6,
    /** The success is known in memory only. */
    C7,
    /** The success is committed, and its worker does not know it yet. */
    C8,
    /** A leader is about to send, perhaps long after its term. */
    C9,
    /** A leader is about to open a transaction that decides, perhaps long after its term. */
    C10
}
