/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import java.util.Optional;

/**
 * A key as the service holds it.
 *
 * @param key its full name
 * @param value as text
 * @param flags in the service's unsigned form
 * @param session who has locked it
 * @param createdAt the number of the write that created it
 * @param modifiedAt the number of the last write to it
 */
record Entry(String key, String value, String flags, Optional<String> session, long createdAt, long modifiedAt) {
    /** What Consul's own locks carry in this place, so that other users of a key are told apart. */
    static final String LOCK_FLAGS = "3304740253564472344";

    boolean isHeldBy(Session expected) {
        return session.filter(expected.id()::equals).isPresent();
    }

    /** Whether the session has it by this very write; a stranger's write, or a restored snapshot, shows another number. */
    boolean isLockedBy(Session expected, long index) {
        return isHeldBy(expected) && modifiedAt == index;
    }

    boolean isHeld() {
        return session.isPresent();
    }

    /** Whether it was last written for another purpose than a lock; of a seat that is held, by a stranger. */
    boolean isForeign() {
        return !flags.equals(LOCK_FLAGS);
    }
}
