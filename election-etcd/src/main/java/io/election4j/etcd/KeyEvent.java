/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.etcd;

import io.election4j.Leader;
import java.util.Optional;

/**
 * A change of a key that a watch has seen.
 *
 * @param revision when that happened
 * @param lease that the key has now; 0 for none
 * @param owner who stands by the key now; nobody if it is gone
 */
record KeyEvent(String key, long revision, long lease, Optional<Leader> owner) {

    /** Whether the key is gone; else it was written. */
    boolean isDeletion() {
        return owner.isEmpty();
    }
}
