/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.history;

import io.election4j.testkit.history.HistoryEvent.Claimed;
import io.election4j.testkit.history.HistoryEvent.Elected;
import io.election4j.testkit.history.HistoryEvent.Ended;
import io.election4j.testkit.history.HistoryEvent.Used;
import io.election4j.testkit.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reconstructs the terms of one election from its events in the order of time, and records violations on the way. */
final class TermBook {

    /** Holds how a term began, what it claimed and how it ended. */
    static final class Entry {
        private final Elected elected;
        private @Nullable Claimed lastClaim;
        private @Nullable Ended ended;

        private Entry(Elected elected) {
            this.elected = elected;
        }

        Elected elected() {
            return elected;
        }

        /** Whether it was ever valid when the candidate asked. */
        boolean tookOffice() {
            return lastClaim != null;
        }

        long validUntil() {
            if (lastClaim == null) {
                return elected.at();
            }
            long claimed = lastClaim.validUntil();
            return ended != null && ended.at() - claimed < 0 ? ended.at() : claimed;
        }
    }

    private final List<Violation> violations;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Entry> byToken = new HashMap<>();
    private final Map<String, Entry> current = new HashMap<>();

    private TermBook(List<Violation> violations) {
        this.violations = violations;
    }

    static TermBook of(List<HistoryEvent> events, List<Violation> violations) {
        TermBook book = new TermBook(violations);
        events.forEach(book::note);
        return book;
    }

    /** In the order of election. */
    List<Entry> entries() {
        return entries;
    }

    private void note(HistoryEvent event) {
        if (event instanceof Elected elected) {
            begin(elected);
        } else if (event instanceof Claimed claimed) {
            own(claimed).ifPresent(entry -> claim(entry, claimed));
        } else if (event instanceof Ended ended) {
            end(ended);
        } else if (event instanceof Used) {
            var unused = own(event);
        }
    }

    private void begin(Elected elected) {
        Entry entry = new Entry(elected);
        entries.add(entry);
        Entry twin = byToken.putIfAbsent(elected.token(), entry);
        if (twin != null) {
            violate(Kind.TOKEN_SHARED, elected, twin.elected);
        }
        Entry before = current.put(elected.candidate(), entry);
        if (before != null && before.ended == null) {
            violate(Kind.NOT_ENDED, elected, before.elected);
        }
    }

    private void claim(Entry entry, Claimed claimed) {
        if (entry.ended != null) {
            violate(Kind.REVIVED, claimed, entry.ended);
        }
        if (entry.lastClaim == null || claimed.validUntil() - entry.lastClaim.validUntil() > 0) {
            entry.lastClaim = claimed;
        }
    }

    private void end(Ended ended) {
        Entry entry = current.get(ended.candidate());
        if (entry == null || entry.elected.token() != ended.token()) {
            violate(Kind.ENDED_AMISS, ended, entry == null ? null : entry.elected);
        } else if (entry.ended != null) {
            violate(Kind.ENDED_AMISS, ended, entry.ended);
        } else {
            entry.ended = ended;
        }
    }

    /** Finds the candidate's own term with that token. */
    private Optional<Entry> own(HistoryEvent event) {
        Entry last = current.get(event.candidate());
        if (last != null && last.elected.token() == event.token()) {
            return Optional.of(last);
        }
        Entry holder = byToken.get(event.token());
        if (holder != null && holder.elected.candidate().equals(event.candidate())) {
            return Optional.of(holder);
        }
        violate(Kind.TOKEN_NOT_OWN, event, holder == null ? null : holder.elected);
        return Optional.empty();
    }

    private void violate(Kind kind, HistoryEvent event, @Nullable HistoryEvent conflicting) {
        violations.add(new Violation(kind, event, Optional.ofNullable(conflicting)));
    }
}
