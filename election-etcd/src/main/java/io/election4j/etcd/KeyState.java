/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

/**
 * Describes a key as the service stores it.
 *
 * @param createRevision the revision of its creation, which is the fencing token of its owner
 * @param lease the lease that removes the key when it ends; 0 for none
 */
record KeyState(String key, long createRevision, long lease) {

    /** Whether the key is on a lease. */
    boolean isLeased() {
        return lease != 0;
    }
}
