/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.CampaignState;
import io.election4j.backend.CampaignState.Proof;
import io.election4j.backend.RegisteredCampaign;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Implements one attempt: a place in the queue, at most one win, and a release. State lives on the loop. */
final class ConsulCampaign implements RegisteredCampaign, SeatListener {
    /**
     * The spans that an obstacle may last before the attempt fails; the engine gives up after three spans without a
     * renewal.
     */
    private static final int OBSTRUCTED_SPANS = 2;

    private final CampaignContext context;
    private final String election;
    private final Duration ttl;
    private final CampaignState state;
    private final Consumer<Session> onSession = this::onSession;
    private final LockAcquisition acquisition;
    private final Release release;

    private long seatProvenAt;

    ConsulCampaign(CampaignContext context, String election, String candidateId, Duration ttl) {
        this.context = context;
        this.election = election;
        this.ttl = ttl;
        this.acquisition = new LockAcquisition(context, election, candidateId, this);
        this.release = new Release(context, acquisition, election);
        this.state = new CampaignState(
                context.threads(), context::now, () -> context.problems().closed(), this::release);
    }

    @Override
    public CompletableFuture<Void> leave() {
        return state.leave(release.confirmed());
    }

    @Override
    public CampaignState state() {
        return state;
    }

    @Override
    public void begin() {
        context.pool().take(election, onSession);
    }

    private void onSession(Session session) {
        if (state.isOver()) {
            session.giveBack(election);
        } else if (session.isOver()) {
            begin();
        } else {
            acquisition.enter(session);
        }
    }

    boolean isOver() {
        return state.isOver();
    }

    boolean hasWon() {
        return state.hasWon();
    }

    /** The session on which it stands; empty while there is none. */
    Optional<Session> session() {
        return acquisition.session();
    }

    String seat() {
        return acquisition.attemptKeys().seat();
    }

    /** The keys that the service may hold for it, and that it releases itself when it leaves. */
    Stream<String> keys() {
        AttemptKeys attemptKeys = acquisition.attemptKeys();
        if (state.isOver() || acquisition.isAsking()) {
            return Stream.of(attemptKeys.seat(), attemptKeys.queueKey());
        }
        return Stream.of(state.hasWon() ? attemptKeys.seat() : attemptKeys.queueKey());
    }

    /** Whether this entry is the seat as this campaign locked it. */
    boolean isSeatedBy(Entry seat, Session session) {
        return acquisition
                .owned()
                .lockedAt()
                .filter(index -> seat.isLockedBy(session, index))
                .isPresent();
    }

    /** The service may have lost data. */
    void doubt() {
        if (!state.isOver() && !state.hasWon()) {
            acquisition.schedule().doubt();
        }
    }

    /** Why it cannot win at present. */
    Optional<ElectionException> obstacle() {
        return acquisition.obstacle().reason();
    }

    /** Whether a request is under way that will show whether there is an obstacle. */
    boolean isArriving() {
        return acquisition.isArriving();
    }

    /** Whether a proof must read the seat in addition to the session. */
    boolean isSeatDue(long now, Duration span) {
        return state.hasWon() && now - seatProvenAt > span.toNanos() / 2;
    }

    void onSeatProven(long askedAt) {
        seatProvenAt = askedAt;
    }

    /** The service locks no key for a session that has ended, so the lock of the seat proves the session. */
    @Override
    public void onWin(long token, long askedAt, Duration lockDelay) {
        onSeatProven(askedAt);
        state.win(token, new Proof(askedAt, lockDelay));
    }

    @Override
    public void onSeatTaken() {
        state.lose();
    }

    void onSessionEnded(Session ended) {
        if (state.isOver() || session().filter(ended::equals).isEmpty()) {
            return;
        }
        if (state.hasWon()) {
            lose();
        } else {
            acquisition.leaveSession(); // a waiting campaign continues with the next session
            begin();
        }
    }

    @Override
    public boolean tick() {
        if (state.isOver()) {
            return !release.tick();
        }
        if (state.sinceLastRenewal().compareTo(longestSilence()) > 0) {
            lose(); // other campaigns keep the session alive, but the owner of this one has stopped renewing
        } else {
            acquisition.tick();
            acquisition
                    .session()
                    .flatMap(session ->
                            acquisition.obstacle().after(session.lockDelay().multipliedBy(OBSTRUCTED_SPANS)))
                    .ifPresent(state::fail); // an operator must remove it first, and a later attempt fails likewise
        }
        return true;
    }

    /** The longest time without a renewal: the owner need not renew before the granted span is over. */
    private Duration longestSilence() {
        return session()
                .map(session -> ConsulSettings.longer(ttl, session.lockDelay()))
                .orElse(ttl);
    }

    /** As {@link CampaignState#lose}. */
    void lose() {
        state.lose();
    }

    private void release() {
        context.pool().forget(onSession);
        acquisition.close();
        release.begin();
    }

    @Override
    public void abort(ElectionException reason) {
        state.abort(reason);
        acquisition.close();
        release.abort(reason);
    }
}
