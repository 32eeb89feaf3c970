/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.zookeeper;

import io.election4j.Term;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.jspecify.annotations.Nullable;

/** Samples a thousand times a second which leads: a term of ours, a plain latch, or both. */
final class LeaderSampler implements AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "test-sampler");
        made.setDaemon(true);
        return made;
    });
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger samplesOfOurs = new AtomicInteger();
    private final AtomicInteger samplesOfLatches = new AtomicInteger();
    private volatile @Nullable Term term;
    private volatile @Nullable LeaderLatch latch;

    LeaderSampler() {
        var unused = thread.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.MILLISECONDS);
    }

    void ours(Term present) {
        term = present;
    }

    void latch(LeaderLatch present) {
        latch = present;
    }

    /** A term that is valid before and after the check of the latch was valid at the time of the check. */
    private void sample() {
        Term ours = term;
        LeaderLatch other = latch;
        boolean before = ours != null && ours.isValid();
        boolean latchLeads = other != null && other.hasLeadership();
        boolean after = ours != null && ours.isValid();
        samplesOfOurs.addAndGet(before ? 1 : 0);
        samplesOfLatches.addAndGet(latchLeads ? 1 : 0);
        overlaps.addAndGet(before && latchLeads && after ? 1 : 0);
    }

    int overlaps() {
        return overlaps.get();
    }

    int samplesOfOurs() {
        return samplesOfOurs.get();
    }

    int samplesOfLatches() {
        return samplesOfLatches.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
