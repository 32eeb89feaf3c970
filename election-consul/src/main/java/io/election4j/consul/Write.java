/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds a transaction: a change of keys that happens as a whole or not at all. */
final class Write {
    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    private final Set<String> locked = new HashSet<>();

    /**
     * Describes the outcome of a transaction.
     *
     * @param entries the entries after it, if it happened
     * @param refusal why it did not happen, in the service's text; empty if it happened
     */
    record Outcome(List<Entry> entries, Optional<String> refusal) {
        boolean happened() {
            return refusal.isEmpty();
        }

        /** Whether the last holder's session was ended by force less than its lock-delay ago. */
        boolean isInLockDelay() {
            return refusal.filter(text -> text.contains("due to lock delay")).isPresent();
        }

        boolean isSessionUnknown() {
            return refusal.filter(text -> text.contains("invalid session")).isPresent();
        }

        /** The number of the write by which the key was locked; 0 if it was not. Checks report the key, too. */
        long lockedAt(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key) && entry.isHeld())
                    .mapToLong(Entry::modifiedAt)
                    .max()
                    .orElse(0);
        }
    }

    /** Requires that the key is as it was read: this entry, or absent. */
    Write ifStill(String key, Optional<Entry> seen) {
        return seen.isPresent() ? ifAt(key, seen.get().modifiedAt()) : ifAbsent(key);
    }

    /** Requires that this is the last write of the key, so that even a late request changes no later state. */
    Write ifAt(String key, long index) {
        add("check-index", key).put("Index", index);
        return this;
    }

    Write ifAbsent(String key) {
        add("check-not-exists", key);
        return this;
    }

    /** Locks the key unless another session holds it; harmless if ours does. */
    Write lock(String key, String value, Session session) {
        locked.add(key);
        add("lock", key)
                .put("Value", encoded(value))
                .put("Session", session.id())
                .set("Flags", JsonNodeFactory.instance.numberNode(Long.parseLong(Entry.LOCK_FLAGS)));
        return this;
    }

    /** Writes the key, whether or not a session holds it. */
    Write set(String key, String value) {
        add("set", key).put("Value", encoded(value));
        return this;
    }

    /** Unlocks the key; requires that the session holds it. */
    Write unlock(String key, Session session) {
        add("unlock", key)
                .put("Session", session.id())
                .set("Flags", JsonNodeFactory.instance.numberNode(Long.parseLong(Entry.LOCK_FLAGS)));
        return this;
    }

    Write delete(String key) {
        add("delete", key);
        return this;
    }

    private static String encoded(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode add(String verb, String key) {
        return operations.addObject().putObject("KV").put("Verb", verb).put("Key", key);
    }

    boolean locks(String key) {
        return locked.contains(key);
    }

    boolean locksAnything() {
        return !locked.isEmpty();
    }

    String json() {
        return operations.toString();
    }
}
