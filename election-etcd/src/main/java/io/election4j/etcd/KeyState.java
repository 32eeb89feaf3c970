/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

/**
 * A key as the service has it.
 *
 * @param createRevision when it was created, which is the fencing token of its owner
 * @param lease which removes the key when it ends; 0 for none
 */
record KeyState(String key, long createRevision, long lease) {

    /** Whether a lease keeps it that ends some time. */
    boolean isLeased() {
        return lease != 0;
    }
}
