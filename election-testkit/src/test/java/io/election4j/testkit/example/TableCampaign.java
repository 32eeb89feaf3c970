/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.testkit.example;

import io.election4j.ElectionException;
import io.election4j.backend.CampaignState;
import io.election4j.backend.CampaignState.Proof;
import io.election4j.backend.RegisteredCampaign;
import io.election4j.backend.RenewalRequest.Pending;
import io.election4j.backend.ServiceProblems;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One attempt: enters, tries to take the seat until it has it, renews it while its owner asks for that, and leaves. */
final class TableCampaign implements RegisteredCampaign {
    private final TableBackend backend;
    private final String election;
    private final String candidateId;
    private final Duration ttl;
    private final String attempt = UUID.randomUUID().toString();
    private final CampaignState state;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private boolean calling;
    private boolean entered;

    TableCampaign(TableBackend backend, String election, String candidateId, Duration ttl) {
        this.backend = backend;
        this.election = election;
        this.candidateId = candidateId;
        this.ttl = ttl;
        this.state = new CampaignState(backend.threads(), System::nanoTime, backend.problems()::closed, this::release);
    }

    @Override
    public CampaignState state() {
        return state;
    }

    @Override
    public CompletableFuture<Void> leave() {
        return state.leave(released);
    }

    @Override
    public void begin() {
        tick();
    }

    /** Tries to take the next step, unless a call is under way. */
    @Override
    public boolean tick() {
        if (state.sinceLastRenewal().compareTo(ttl) > 0) {
            state.lose(); // the owner has stopped standing (rule 4)
        }
        if (state.isOver() || calling || state.hasWon()) {
            return !state.isOver();
        }
        if (entered) {
            takeSeat();
        } else {
            backend.call(
                    table -> {
                        table.enter(election, attempt, candidateId, ttl.toMillis());
                        return true;
                    },
                    done -> {
                        calling = false;
                        entered = true;
                        tick();
                    },
                    failure -> calling = false);
            calling = true;
        }
        return true;
    }

    private void takeSeat() {
        long sentAt = System.nanoTime();
        backend.call(
                table -> table.take(election, attempt, candidateId, ttl.toMillis()),
                token -> {
                    calling = false;
                    token.ifPresent(known -> state.win(known, new Proof(sentAt, ttl))); // the seat is ours for so long
                },
                failure -> calling = false);
        calling = true;
    }

    /** The span counts from the call of the renewal, which was before the update: it ends before the row's time does. */
    void renew(Pending<TableCampaign> renewal) {
        if (state.isOver()) {
            renewal.fail(ServiceProblems.over());
            return;
        }
        boolean stands = entered; // the worker must not read what the loop owns
        boolean holds = state.hasWon();
        backend.call(
                table -> (!stands || table.stay(attempt, ttl.toMillis()))
                        && (!holds || table.keep(election, attempt, ttl.toMillis())),
                kept -> {
                    if (kept && !state.isOver()) {
                        Pending.grant(List.of(renewal), ttl);
                    } else {
                        state.lose();
                        renewal.fail(ServiceProblems.over());
                    }
                },
                renewal::fail);
    }

    private void release() {
        backend.call(
                table -> {
                    removeFrom(table);
                    return true;
                },
                done -> backend.threads().done(released),
                failure -> backend.threads().fail(released, failure));
    }

    /** Called by the worker. */
    void removeFrom(Table table) throws SQLException {
        table.leave(election, attempt);
    }

    @Override
    public void abort(ElectionException reason) {
        state.abort(reason);
        backend.threads().fail(released, reason);
    }
}
