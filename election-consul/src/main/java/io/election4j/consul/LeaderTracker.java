/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.Leader;
import io.election4j.backend.PendingQueries;
import io.election4j.consul.ConsulHttp.Lane;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Tracks the leader of one election and answers queries that wait for a change. A watch that shows a later write than
 * the known one suffices to report it; any other difference is read from the majority of the servers first. Lives on
 * the loop.
 */
final class LeaderTracker {

    private final CampaignContext context;
    private final String seat;
    private final PendingQueries queries;

    private Optional<KeyWatches.Watch> watch = Optional.empty();
    private Optional<Leader> leader = Optional.empty();
    private long shownBy; // the number of the latest known write
    private Optional<Long> failingSince = Optional.empty();
    private boolean reading;
    private boolean readAgain;

    LeaderTracker(CampaignContext context, String election) {
        this.context = context;
        this.queries = new PendingQueries(context.threads());
        this.seat = context.settings().keys().seat(election);
    }

    void ask(Optional<Leader> known, CompletableFuture<Optional<Leader>> answer) {
        queries.add(known, answer);
        if (watch.isEmpty() || readAgain || !leader.equals(known)) {
            read();
        }
    }

    /** Removes queries that are done, and repeats a failed read. True if no query and no read is left. */
    boolean tick() {
        queries.forgetDone();
        if (queries.isEmpty()) {
            watch.ifPresent(KeyWatches.Watch::end);
            watch = Optional.empty();
            return !reading;
        }
        if (failingSince.isPresent()) {
            read();
        }
        return false;
    }

    void close() {
        queries.fail(context.problems().closed());
    }

    private void read() {
        if (reading || queries.isEmpty()) {
            readAgain = true; // after this read, or with the next query
        } else {
            reading = true;
            readAgain = false;
            context.api().read(Lane.ORDERS, seat, context.settings().patience(), this::onEntry, this::onFailure);
        }
    }

    private void onEntry(Optional<Entry> entry) {
        shownBy = entry.map(Entry::modifiedAt).orElse(shownBy);
        Optional<Entry> held = entry.filter(Entry::isHeld);
        held.ifPresentOrElse(this::nameHolder, () -> conclude(Optional.empty()));
    }

    private void nameHolder(Entry seated) {
        HolderName.of(
                seated,
                context,
                name -> conclude(Optional.of(new Leader(name, seated.modifiedAt()))),
                () -> {
                    readAgain = true; // ended since the read
                    onRead();
                },
                this::onFailure);
    }

    private void conclude(Optional<Leader> present) {
        failingSince = Optional.empty();
        leader = present;
        queries.tell(present);
        if (watch.isPresent()) {
            watch.get().upTo(shownBy);
        } else if (!queries.isEmpty()) {
            watch = Optional.of(context.watches().watch(seat, shownBy, this::onHint));
        }
        onRead();
    }

    private void onHint(Optional<Entry> entry) {
        Optional<Entry> held = entry.filter(Entry::isHeld);
        if (leader.map(Leader::fencingToken).equals(held.map(Entry::modifiedAt))) {
            return;
        }
        boolean isLater = entry.filter(shown -> shown.modifiedAt() > shownBy).isPresent();
        if (isLater && !reading) {
            reading = true;
            onEntry(entry);
        } else {
            read();
        }
    }

    private void onFailure(CallFailure failure) {
        long now = context.now();
        long since = failingSince.orElse(now);
        failingSince = Optional.of(since);
        if (failure.isRefusal() || now - since > context.settings().ttl().toNanos()) {
            queries.fail(context.problem(failure, "the key " + seat));
        }
        onRead();
    }

    private void onRead() {
        reading = false;
        if (readAgain) {
            read();
        }
    }
}
