/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.ElectionException;
import io.election4j.ElectionException.Kind;
import io.election4j.testkit.memory.MemoryService.Behaviour;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Knows which connections reach the service, and which receive its answers. Guarded by the service's lock. */
final class Reachability {
    private final Set<String> cutOff = new HashSet<>();
    private final Set<String> deaf = new HashSet<>();
    private Behaviour behaviour = Behaviour.ANSWERING;

    void behave(Behaviour next) {
        behaviour = next;
    }

    void cutOff(String candidateId) {
        cutOff.add(candidateId);
    }

    void deafen(String candidateId) {
        deaf.add(candidateId);
    }

    void restore(String candidateId) {
        cutOff.remove(candidateId);
        deaf.remove(candidateId);
    }

    boolean isFrozen() {
        return behaviour == Behaviour.FROZEN;
    }

    boolean isDeaf(MemoryBackend connection) {
        return !Collections.disjoint(deaf, connection.candidates());
    }

    /** Returns why the service does not answer a connection; empty if it does. */
    Optional<ElectionException> refusal(MemoryBackend connection) {
        if (behaviour == Behaviour.REFUSING) {
            return Optional.of(new ElectionException(Kind.REFUSED, "the memory service refuses the credentials"));
        }
        if (behaviour == Behaviour.UNREACHABLE || !Collections.disjoint(cutOff, connection.candidates())) {
            return Optional.of(unreachable());
        }
        return Optional.empty();
    }

    static ElectionException unreachable() {
        return new ElectionException(Kind.UNREACHABLE, "the memory service does not answer");
    }
}
