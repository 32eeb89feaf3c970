/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.ElectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A campaign without a service. Thread-safe. */
final class CampaignDouble implements RegisteredCampaign {
    private final CampaignState state;
    private volatile boolean begun;
    private volatile boolean finished;
    private volatile boolean broken;
    private final AtomicInteger ticks = new AtomicInteger();

    CampaignDouble(BackendThreads threads, AtomicLong clock) {
        state = new CampaignState(threads, clock::get, () -> ServiceProblems.unreachable("closed"), () -> {});
    }

    boolean hasBegun() {
        return begun;
    }

    int ticks() {
        return ticks.get();
    }

    /** Nothing is left to do for it from now on. */
    void finish() {
        finished = true;
    }

    /** Its ticks throw from now on. */
    void breakTicks() {
        broken = true;
    }

    @Override
    public CampaignState state() {
        return state;
    }

    @Override
    public void begin() {
        begun = true;
    }

    @Override
    public boolean tick() {
        ticks.incrementAndGet();
        if (broken) {
            throw new IllegalStateException("a tick that throws");
        }
        return !finished;
    }

    @Override
    public void abort(ElectionException reason) {
        state.abort(reason);
    }

    @Override
    public CompletableFuture<Void> leave() {
        return state.leave(new CompletableFuture<>());
    }
}
