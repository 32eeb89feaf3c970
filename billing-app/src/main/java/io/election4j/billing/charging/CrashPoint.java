/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

/** Places of the protocol at which a crash is instructive. */
public enum CrashPoint {
    /** Charges are planned, and the plan is not committed. */
    C0,
    /** The plan is committed. */
    C1,
    /** The provider has made a payment whose reference is not committed. */
    C2,
    /** The payment's reference is committed. */
    C3,
    /** The charge is marked as being sent, and nothing is sent. */
    C4,
    /** The request that moves the money is about to be on its way. */
    C5,
    /** The provider has answered, and nobody has looked at the answer. */
    C6,
    /** The success is known in memory only. */
    C7,
    /** The success is committed, and nobody knows it yet. */
    C8,
    /** A leader is about to send, perhaps long after its term. */
    C9,
    /** A leader is about to open a transaction that decides, perhaps long after its term. */
    C10
}
