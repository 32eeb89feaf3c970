/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A change of keys that happens as a whole or not at all. */
final class Write {
    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();

    /**
     * What came of it.
     *
     * @param entries as they are now, if it happened
     * @param refusal why it did not happen, in the service's words
     */
    record Outcome(List<Entry> entries, Optional<String> refusal) {
        boolean happened() {
            return refusal.isEmpty();
        }

        /** Whether the last holder's session was ended by force, and not long ago. */
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

    /** Only if the key is as it was seen: as this entry, or absent. */
    Write ifStill(String key, Optional<Entry> seen) {
        ObjectNode operation = add(seen.isPresent() ? "check-index" : "check-not-exists", key);
        seen.ifPresent(entry -> operation.put("Index", entry.modifiedAt()));
        return this;
    }

    /** Only if nobody else has it. Harmless if we have. */
    Write lock(String key, String value, Session session) {
        add("lock", key)
                .put("Value", Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .put("Session", session.id())
                .set("Flags", JsonNodeFactory.instance.numberNode(Long.parseLong(Entry.LOCK_FLAGS)));
        return this;
    }

    /** Only if we have it. */
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

    private ObjectNode add(String verb, String key) {
        return operations.addObject().putObject("KV").put("Verb", verb).put("Key", key);
    }

    String json() {
        return operations.toString();
    }
}
