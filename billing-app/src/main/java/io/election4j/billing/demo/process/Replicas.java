/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.process;

import io.election4j.billing.replica.Replica;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds the demonstration's replicas, one process each, by name. Used by one thread. */
public final class Replicas {

    private final JavaProcesses processes;
    private final List<String> arguments;
    private final Map<String, Child> byName = new LinkedHashMap<>();
    private final Set<String> meantToEnd = new TreeSet<>();

    /** @param arguments of each replica, without its name */
    public Replicas(JavaProcesses processes, List<String> arguments) {
        this.processes = processes;
        this.arguments = List.copyOf(arguments);
    }

    /** Starts a replica, or starts it again after its end. */
    public void start(String name) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--replica-id");
        all.add(name);
        byName.put(name, processes.start(name, all, line -> line.startsWith(Replica.READY)));
        meantToEnd.remove(name);
    }

    public Optional<Child> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Notes that a replica is expected to end. */
    public void expectEnd(String name) {
        meantToEnd.add(name);
    }

    /** Returns a replica that ended unexpectedly. */
    public Optional<Child> unexpectedlyEnded() {
        return byName.values().stream()
                .filter(child -> !child.isAlive() && !meantToEnd.contains(child.name()))
                .findFirst();
    }

    /** Whether another replica could take over from {@code leader}. */
    public boolean hasStandby(String leader) {
        return byName.values().stream().anyMatch(child -> !child.name().equals(leader) && canLead(child));
    }

    /** Whether a replica of that name stands for election and is not frozen. */
    public boolean canLead(String name) {
        return find(name).filter(Replicas::canLead).isPresent();
    }

    public List<Child> all() {
        return List.copyOf(byName.values());
    }

    private static boolean canLead(Child child) {
        return child.isAlive() && child.ready().isPresent() && !child.isFrozen();
    }
}
