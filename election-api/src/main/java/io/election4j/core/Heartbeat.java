/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.core;

import io.election4j.runtime.LoopTasks;
import io.election4j.runtime.SerialThread.Timer;
import io.election4j.spi.Backend;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import io.election4j.spi.Renewal.Failed;
import io.election4j.spi.Renewal.Granted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Renews all attempts of one engine at common instants, the multiples of their intervals since the engine began, so that one
 * call of the backend, and one timer, serves thousands of them. Lives on the loop.
 */
final class Heartbeat {

    /** An attempt as the heartbeat sees it. Called on the loop. */
    interface Renewable {
        Campaign campaign();

        /** The planned instant has come: plans the next one, and tells whether a renewal is to be sent now. */
        boolean onBeat();

        /** A renewal is about to be sent. */
        void onSent(Sent sent);

        /** A renewal was granted for a span, which the backend may have got wrong. */
        void onGranted(Sent sent, Duration span);

        /** A renewal failed. */
        void onFailed(Sent sent, Problem problem);
    }

    /**
     * One renewal of some attempts.
     *
     * @param number later ones have larger numbers
     * @param at when it was sent, on the loop's clock
     * @param planned whether it was sent at a planned instant
     */
    record Sent(long number, long at, boolean planned) {}

    private final Loop loop;
    private final Backend backend;
    private final ServiceFailures failures;
    private final long origin;

    /** The planned instants in nanoseconds since the origin, and whose they are. */
    private final TreeMap<Long, Set<Renewable>> planned = new TreeMap<>();

    private final IdentityHashMap<Renewable, Long> instants = new IdentityHashMap<>();
    private boolean beating;
    private long sent;
    private long timerAt;
    private @Nullable Timer timer;

    Heartbeat(Loop loop, Backend backend, ServiceFailures failures) {
        this.loop = loop;
        this.backend = backend;
        this.failures = failures;
        this.origin = loop.now();
    }

    /** How long until the next multiple of an interval since the engine began; never more than the interval. */
    Duration untilNext(Duration interval) {
        return Duration.ofNanos(nextMultiple(interval) - sinceOrigin());
    }

    private long nextMultiple(Duration interval) {
        long length = interval.toNanos();
        return (sinceOrigin() / length + 1) * length;
    }

    private long sinceOrigin() {
        return loop.now() - origin;
    }

    /**
     * Calls {@link Renewable#onBeat} at the next multiple of an interval, and at no other instant planned before. The instant is
     * the same to the nanosecond for all attempts, whatever the time between two calls of this method.
     */
    void planNext(Renewable attempt, Duration interval) {
        planAt(attempt, nextMultiple(interval));
    }

    /** The same after a delay, for an attempt that cannot wait for the next multiple. */
    void planAfter(Renewable attempt, Duration delay) {
        planAt(attempt, sinceOrigin() + delay.toNanos());
    }

    private void planAt(Renewable attempt, long at) {
        forget(attempt);
        planned.computeIfAbsent(at, instant -> new LinkedHashSet<>()).add(attempt);
        instants.put(attempt, at);
        planTimer();
    }

    /** Calls it no more. */
    void forget(Renewable attempt) {
        Long at = instants.remove(attempt);
        Set<Renewable> together = at == null ? null : planned.get(at);
        if (together != null) {
            together.remove(attempt);
            if (together.isEmpty()) {
                planned.remove(at);
            }
        }
        if (planned.isEmpty() && timer != null) {
            timer.cancel();
        }
    }

    /** How long until the planned instant; null if there is none, or no timer for it, for want of memory. */
    @Nullable
    Duration untilBeat(Renewable attempt) {
        Long at = instants.get(attempt);
        boolean timed = beating || (timer != null && timer.isPending());
        return at == null || !timed ? null : Duration.ofNanos(at - sinceOrigin());
    }

    /** One timer, for the earliest instant; a timer that comes too early plans the next one. */
    private void planTimer() {
        if (beating || planned.isEmpty() || (timer != null && timer.isPending() && timerAt <= planned.firstKey())) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = planned.firstKey();
        timer = loop.after(Duration.ofNanos(Math.max(0, timerAt - sinceOrigin())), this::beat);
    }

    private void beat() {
        List<Renewable> due = new ArrayList<>();
        beating = true;
        try {
            for (long now = sinceOrigin(); !planned.isEmpty() && planned.firstKey() <= now; ) {
                Renewable attempt = takeFirst();
                if (attempt != null && attempt.onBeat()) {
                    due.add(attempt);
                }
            }
        } finally {
            // If one attempt throws, those behind it are still planned, and have their turn at once.
            beating = false;
            planTimer();
            renew(due, true);
        }
    }

    /** Takes it out of the plan before anything else, whatever state a lack of memory has left the plan in. */
    private @Nullable Renewable takeFirst() {
        Iterator<Renewable> together = planned.firstEntry().getValue().iterator();
        Renewable first = null;
        if (together.hasNext()) {
            first = together.next();
            together.remove();
            instants.remove(first);
        }
        if (!together.hasNext()) {
            planned.pollFirstEntry();
        }
        return first;
    }

    /**
     * Sends a renewal at once.
     *
     * @param onBeat whether it takes the place of one at a planned instant
     */
    void renew(Renewable attempt, boolean onBeat) {
        renew(List.of(attempt), onBeat);
    }

    private void renew(Collection<Renewable> attempts, boolean onBeat) {
        if (attempts.isEmpty()) {
            return;
        }
        Sent now = new Sent(++sent, loop.now(), onBeat);
        IdentityHashMap<Campaign, Renewable> byCampaign = new IdentityHashMap<>();
        for (Renewable attempt : attempts) {
            attempt.onSent(now);
            byCampaign.put(attempt.campaign(), attempt);
        }
        List<Campaign> campaigns = attempts.stream().map(Renewable::campaign).toList();
        try {
            backend.renew(campaigns, (group, renewal) -> loop.run(() -> onAnswer(now, byCampaign, group, renewal)));
        } catch (RuntimeException | Error thrown) {
            loop.run(() -> onAnswer(now, byCampaign, campaigns, new Failed(thrown)));
        }
    }

    private void onAnswer(
            Sent renewed,
            IdentityHashMap<Campaign, Renewable> byCampaign,
            Collection<? extends Campaign> campaigns,
            Renewal renewal) {
        Problem problem = renewal instanceof Failed failed ? failures.problem(failed.reason()) : null;
        LoopTasks.forEach(campaigns, campaign -> {
            Renewable attempt = byCampaign.get(campaign);
            if (attempt == null) {
                return;
            }
            if (renewal instanceof Granted granted) {
                attempt.onGranted(renewed, granted.span());
            } else if (problem != null) {
                attempt.onFailed(renewed, problem);
            }
        });
    }
}
