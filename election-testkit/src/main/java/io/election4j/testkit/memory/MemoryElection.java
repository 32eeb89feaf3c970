/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.Leader;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Holds the queue of one election, whose head has the seat, and its watches. Guarded by the service's lock. */
final class MemoryElection {
    private final LongSupplier tokens;
    private final Set<MemoryCampaign> queue = new LinkedHashSet<>();
    private final Set<MemoryWatch> watches = new LinkedHashSet<>();

    MemoryElection(LongSupplier tokens) {
        this.tokens = tokens;
    }

    void add(MemoryCampaign campaign) {
        queue.add(campaign);
    }

    void remove(MemoryCampaign campaign) {
        queue.remove(campaign);
    }

    void add(MemoryWatch watch) {
        watches.add(watch);
    }

    void remove(MemoryWatch watch) {
        watches.remove(watch);
    }

    /** Gives the seat to the head of the queue; empty if it has the seat already or the queue is empty. */
    Optional<MemoryCampaign> promote() {
        Optional<MemoryCampaign> next = head().filter(first -> first.token == 0);
        next.ifPresent(elected -> elected.token = tokens.getAsLong());
        return next;
    }

    /** Takes out the watches that the present leader answers. */
    List<MemoryWatch> takeAnswered() {
        Optional<Leader> leader = leader();
        List<MemoryWatch> answered =
                watches.stream().filter(watch -> !watch.known().equals(leader)).toList();
        answered.forEach(watches::remove);
        return answered;
    }

    Optional<MemoryCampaign> head() {
        Iterator<MemoryCampaign> first = queue.iterator();
        return first.hasNext() ? Optional.of(first.next()) : Optional.empty();
    }

    Optional<Leader> leader() {
        return head().map(MemoryCampaign::asLeader);
    }

    List<MemoryCampaign> campaigns() {
        return List.copyOf(queue);
    }

    List<MemoryWatch> watches() {
        return List.copyOf(watches);
    }

    boolean isIdle() {
        return queue.isEmpty() && watches.isEmpty();
    }
}
