/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.Leader;
import java.util.Optional;

/**
 * Describes a change of a key that a watch has reported.
 *
 * @param revision the revision of the change
 * @param lease the lease of the key now; 0 for none
 * @param owner the candidate in the key now; empty if the key is gone
 */
record KeyEvent(String key, long revision, long lease, Optional<Leader> owner) {

    /** Whether the key is gone; otherwise it was written. */
    boolean isDeletion() {
        return owner.isEmpty();
    }
}
