/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/**
 * Describes a key as the service stores it.
 *
 * @param key its full name
 * @param value as text
 * @param flags in the service's unsigned form
 * @param session the session that has locked it
 * @param createdAt the number of the write that created it
 * @param modifiedAt the number of the last write to it
 */
record Entry(String key, String value, String flags, Optional<String> session, long createdAt, long modifiedAt) {
    /** The flags of Consul's own locks, which distinguish them from other uses of a key. */
    static final String LOCK_FLAGS = "3304740253564472344";

    boolean isHeldBy(Session expected) {
        return session.filter(expected.id()::equals).isPresent();
    }

    /**
     * Whether the session holds it through this write; a write of another client or a restored snapshot shows another
     * number.
     */
    boolean isLockedBy(Session expected, long index) {
        return isHeldBy(expected) && modifiedAt == index;
    }

    boolean isHeld() {
        return session.isPresent();
    }

    /** Whether its last write was not that of a lock; on a seat that is held, a foreign client made that write. */
    boolean isForeign() {
        return !flags.equals(LOCK_FLAGS);
    }
}
