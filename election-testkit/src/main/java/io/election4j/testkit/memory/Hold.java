/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.memory;

import io.election4j.testkit.HeldRequests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Holds back requests on one candidate's connections. The fields are guarded by the service's lock. */
final class Hold implements HeldRequests {
    private final Consumer<Runnable> change;
    private final String candidateId;
    private final int passing;
    private final int count;
    private final Mailboxes mailboxes;
    private final List<Request> held = new ArrayList<>();
    private final Set<MemoryBackend> blocked = new HashSet<>();
    private int came;
    private boolean stopped;

    /**
     * @param change runs code that reads or changes state, under the service's lock
     * @param passing how many requests pass first
     * @param count how many are held back, each with all that follows on its connection
     */
    Hold(Consumer<Runnable> change, Mailboxes mailboxes, String candidateId, int passing, int count) {
        this.change = change;
        this.mailboxes = mailboxes;
        this.candidateId = candidateId;
        this.passing = passing;
        this.count = count;
    }

    /** Whether a request is held back. */
    boolean takes(Request request) {
        boolean taken = blocked.contains(request.from()) || chooses(request);
        if (taken) {
            blocked.add(request.from());
            held.add(request);
        }
        return taken;
    }

    private boolean chooses(Request request) {
        if (stopped || !request.from().candidates().contains(candidateId)) {
            return false;
        }
        int number = came++;
        return number >= passing && number - passing < count;
    }

    @Override
    public boolean isEmpty() {
        boolean[] empty = new boolean[1];
        change.accept(() -> empty[0] = held.isEmpty());
        return empty[0];
    }

    @Override
    public void stop() {
        change.accept(() -> stopped = true);
    }

    @Override
    public void disconnect() {
        change.accept(() -> {
            blocked.clear();
            held.forEach(request ->
                    mailboxes.sendAnyway(() -> request.answer().completeExceptionally(Reachability.unreachable())));
        });
    }

    @Override
    public void deliver() {
        change.accept(() -> {
            stopped = true;
            blocked.clear();
            List<Request> late = List.copyOf(held);
            held.clear();
            late.forEach(request -> request.effect().run());
        });
    }
}
