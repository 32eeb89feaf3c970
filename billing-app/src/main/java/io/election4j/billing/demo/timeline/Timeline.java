/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.demo.timeline;

import io.election4j.billing.demo.fault.FaultKind;
import io.election4j.billing.status.TermRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Combines the terms in the database with the injected faults: who led when and why it ended.
 *
 * <p>A killed leader does not record its end; a frozen one records it late. Used by one thread.
 */
public final class Timeline {

    private record Strike(FaultKind kind, long atMillis) {}

    private final Instant began;
    private final Map<Long, Strike> strikes = new HashMap<>();
    private List<TermRow> terms = List.of();
    private boolean finished;

    /** @param began the origin of all times */
    public Timeline(Instant began) {
        this.began = began;
    }

    /** Notes a fault of the leader of a term. */
    public void struck(long token, FaultKind kind, Instant at) {
        strikes.put(token, new Strike(kind, millis(at)));
    }

    /** Replaces the terms by those of the database, oldest first. */
    public void terms(List<TermRow> known) {
        terms = List.copyOf(known);
    }

    /** Replaces the terms once all work is done and the last leader has ended. */
    public void finish(List<TermRow> known) {
        terms(known);
        finished = true;
    }

    /** Returns the first term after a given one, once it has claimed the fence. */
    public Optional<TermRow> successorOf(long token) {
        return terms.stream().filter(term -> term.token() > token).findFirst();
    }

    /** Returns the term with a token, once it has claimed the fence. */
    public Optional<TermRow> term(long token) {
        return terms.stream().filter(term -> term.token() == token).findFirst();
    }

    /** Returns the time from a term's fault to its successor; empty while it has none. */
    public Optional<Long> recoveryMillis(long token) {
        return Optional.ofNullable(strikes.get(token))
                .flatMap(strike -> successorOf(token).map(next -> millis(next.claimedAt()) - strike.atMillis()));
    }

    /** Returns every term; those that have not ended end now. */
    public List<TermSpan> spans(Instant now) {
        List<TermSpan> spans = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            TermRow term = terms.get(i);
            spans.add(new TermSpan(
                    term.holder(), term.token(), millis(term.claimedAt()), endMillis(i, millis(now)), end(term, i)));
        }
        return spans;
    }

    /** Returns every change of the leader, whatever its cause. */
    public List<Failover> failovers() {
        List<Failover> failovers = new ArrayList<>();
        for (int i = 0; i + 1 < terms.size(); i++) {
            TermRow term = terms.get(i);
            long next = millis(terms.get(i + 1).claimedAt());
            Strike strike = strikes.get(term.token());
            long from = strike != null ? strike.atMillis() : endMillis(i, next);
            String cause = strike != null ? strike.kind().cause() : end(term, i);
            failovers.add(new Failover(cause, Math.max(0, next - from)));
        }
        return failovers;
    }

    public long millis(Instant at) {
        return at.toEpochMilli() - began.toEpochMilli();
    }

    private long endMillis(int index, long now) {
        TermRow term = terms.get(index);
        Strike strike = strikes.get(term.token());
        // A killed or frozen leader works no more after the fault, even if a frozen one records a later end when it
        // continues.
        if (strike != null && strike.kind() != FaultKind.RETIRE) {
            return strike.atMillis();
        }
        long latest = index + 1 < terms.size() ? millis(terms.get(index + 1).claimedAt()) : now;
        return term.endedAt()
                .map(this::millis)
                .map(ended -> Math.min(ended, latest))
                .orElse(latest);
    }

    private String end(TermRow term, int index) {
        Strike strike = strikes.get(term.token());
        if (strike != null) {
            return strike.kind().end();
        }
        boolean last = index + 1 == terms.size();
        if (last && finished) {
            return "all done";
        }
        return term.endReason()
                .map(reason -> reason.toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse(last ? "in office" : "unknown");
    }
}
