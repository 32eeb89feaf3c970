/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.fault;

import io.election4j.Leader;
import io.election4j.billing.demo.process.Child;
import io.election4j.billing.demo.process.ProviderControl;
import io.election4j.billing.demo.process.Replicas;
import io.election4j.billing.demo.timeline.Timeline;
import io.election4j.billing.demo.view.Tone;
import io.election4j.billing.demo.view.View;
import io.election4j.billing.status.TermRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Injects the scheduled faults into leaders, but only into a leader at work and while a standby lives; starts an ended
 * replica again. Used by one thread.
 */
public final class FaultInjector {

    /** The factor by which the provider is slower while a fault waits for its preconditions. */
    private static final int BRAKE = 3;

    private final FaultSchedule schedule;
    private final Replicas replicas;
    private final Timeline timeline;
    private final ProviderControl provider;
    private final View view;
    private final Duration latency;
    private final Duration freeze;
    private final Set<String> frozen = new HashSet<>();
    private @Nullable Blow last;
    private boolean braking;

    /** Holds an injected fault whose leader has no successor yet. */
    private record Blow(Fault fault, String replica, long token) {}

    /**
     * @param latency how long the provider takes for a request while no fault waits
     * @param freeze how long a leader is frozen; longer than the time to live
     */
    public FaultInjector(
            FaultSchedule schedule,
            Replicas replicas,
            Timeline timeline,
            ProviderControl provider,
            View view,
            Duration latency,
            Duration freeze) {
        this.schedule = schedule;
        this.replicas = replicas;
        this.timeline = timeline;
        this.provider = provider;
        this.view = view;
        this.latency = latency;
        this.freeze = freeze;
    }

    /** Injects a fault if one is due now. */
    public void step(Instant now, double fractionDone, Optional<Leader> leader) throws InterruptedException {
        announceThaw(now);
        Blow blow = last;
        if (blow != null) {
            finish(now, blow);
            return;
        }
        Optional<Fault> due = schedule.due(fractionDone);
        if (due.isPresent()) {
            Optional<Child> victim = leader.filter(this::isAtWork)
                    .map(Leader::candidateId)
                    .filter(replicas::canLead)
                    .filter(replicas::hasStandby)
                    .flatMap(replicas::find);
            brake(victim.isEmpty());
            if (victim.isPresent()) {
                strike(now, due.get(), victim.get(), leader.orElseThrow().fencingToken());
            }
        }
    }

    /** Whether every fault has been injected and its leader has a successor. */
    public boolean isDone() {
        return schedule.isEmpty() && last == null && frozen.isEmpty();
    }

    /** A leader is at work once it has claimed the fence; before that, its end would show nothing. */
    private boolean isAtWork(Leader leader) {
        return timeline.term(leader.fencingToken())
                .filter(term -> term.endedAt().isEmpty())
                .isPresent();
    }

    private void strike(Instant now, Fault fault, Child victim, long token) {
        schedule.done();
        last = new Blow(fault, victim.name(), token);
        timeline.struck(token, fault.kind(), now);
        long millis = timeline.millis(now);
        switch (fault.kind()) {
            case KILL -> {
                replicas.expectEnd(victim.name());
                victim.kill();
                view.event(millis, Tone.BAD, "kill -9 " + victim.name() + ", the leader, in the middle of its work");
            }
            case FREEZE -> {
                victim.freeze(freeze);
                frozen.add(victim.name());
                view.event(
                        millis,
                        Tone.COLD,
                        "freeze " + victim.name() + ", the leader, for " + View.seconds(freeze.toMillis()));
            }
            case RETIRE -> {
                replicas.expectEnd(victim.name());
                victim.terminate();
                view.event(millis, Tone.PLAIN, "ask " + victim.name() + ", the leader, to retire (SIGTERM)");
            }
        }
    }

    /** Waits until there is a successor and a process that was ended is gone, then starts that process again. */
    private void finish(Instant now, Blow blow) {
        Optional<TermRow> successor = timeline.successorOf(blow.token());
        Child victim = replicas.find(blow.replica()).orElseThrow();
        boolean comesBack = blow.fault().kind() != FaultKind.FREEZE;
        if (successor.isEmpty() || (comesBack && victim.isAlive())) {
            return;
        }
        if (comesBack) {
            replicas.start(blow.replica());
            view.event(timeline.millis(now), Tone.FAINT, blow.replica() + " is started again");
        }
        last = null;
    }

    private void announceThaw(Instant now) {
        for (String name : Set.copyOf(frozen)) {
            if (!replicas.find(name).map(Child::isFrozen).orElse(false)) {
                frozen.remove(name);
                view.event(timeline.millis(now), Tone.COLD, name + " thaws, not knowing that its time is over");
            }
        }
    }

    private void brake(boolean on) throws InterruptedException {
        if (on != braking) {
            braking = on;
            provider.latency(on ? latency.multipliedBy(BRAKE) : latency);
        }
    }
}
