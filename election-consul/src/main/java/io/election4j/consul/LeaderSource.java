/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.Leader;
import io.election4j.backend.LeaderTracker;
import io.election4j.backend.LeaderTracker.Reading;
import io.election4j.consul.ConsulHttp.Lane;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the leader of one election from the majority of the servers, and follows it by a watch of its seat. A watch that shows
 * a later write than the known one suffices to report it; any other difference is read first. Lives on the loop.
 */
final class LeaderSource implements LeaderTracker.Source {
    private final CampaignContext context;
    private final String seat;
    private final LeaderTracker tracker;

    private Optional<KeyWatches.Watch> watch = Optional.empty();
    private Optional<Leader> leader = Optional.empty();
    private Optional<Entry> hint = Optional.empty(); // replaces the next read
    private long shownBy; // the number of the latest known write

    LeaderSource(CampaignContext context, String election, LeaderTracker tracker) {
        this.context = context;
        this.seat = context.settings().keys().seat(election);
        this.tracker = tracker;
    }

    @Override
    public void read(Reading reading) {
        Optional<Entry> shown = hint.filter(this::isLater); // else it was read meanwhile
        hint = Optional.empty();
        if (shown.isPresent()) {
            onEntry(reading, shown);
        } else {
            context.api()
                    .read(
                            Lane.ORDERS,
                            seat,
                            context.settings().patience(),
                            entry -> onEntry(reading, entry),
                            failure -> onFailure(reading, failure));
        }
    }

    @Override
    public boolean isWatching() {
        return watch.isPresent();
    }

    /** A watch repeats from time to time what it shows. */
    @Override
    public Optional<Duration> period() {
        return Optional.empty();
    }

    @Override
    public boolean close() {
        watch.ifPresent(KeyWatches.Watch::end);
        watch = Optional.empty();
        return true;
    }

    private void onEntry(Reading reading, Optional<Entry> entry) {
        shownBy = entry.map(Entry::modifiedAt).orElse(shownBy);
        Optional<Entry> held = entry.filter(Entry::isHeld);
        held.ifPresentOrElse(seated -> nameHolder(reading, seated), () -> conclude(reading, Optional.empty()));
    }

    private void nameHolder(Reading reading, Entry seated) {
        HolderName.of(
                seated,
                context,
                name -> conclude(reading, Optional.of(new Leader(name, seated.modifiedAt()))),
                reading::repeat,
                failure -> onFailure(reading, failure));
    }

    private void conclude(Reading reading, Optional<Leader> present) {
        leader = present;
        reading.found(present);
        if (watch.isPresent()) {
            watch.get().upTo(shownBy);
        } else if (tracker.isAsked()) {
            watch = Optional.of(context.watches().watch(seat, shownBy, this::onHint));
        }
    }

    private void onHint(Optional<Entry> entry) {
        Optional<Entry> held = entry.filter(Entry::isHeld);
        if (leader.map(Leader::fencingToken).equals(held.map(Entry::modifiedAt))) {
            return;
        }
        hint = entry.filter(this::isLater);
        tracker.requestRead();
    }

    private boolean isLater(Entry shown) {
        return shown.modifiedAt() > shownBy;
    }

    private void onFailure(Reading reading, CallFailure failure) {
        reading.failed(context.problem(failure, "the key " + seat));
    }
}
