/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.charging;

import io.election4j.billing.database.Database;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the decisions of older terms out of the billing database: each term claims the fence before its work, and each
 * decision commits only while no newer term has claimed it. Thread-safe.
 *
 * <p>The epoch is read when the process starts, and does not change: an operator who raises it excludes all processes
 * that run then, whatever tokens they hold.
 */
public final class Fence {

    /** The resource that the fence of billing protects. */
    public static final String RESOURCE = "billing";

    private static final Logger LOG = LoggerFactory.getLogger(Fence.class);
    private static final int REASON_LENGTH = 200;

    private final Database database;
    private final long epoch;

    private Fence(Database database, long epoch) {
        this.database = database;
        this.epoch = epoch;
    }

    /** Reads the epoch of this process. */
    public static Fence of(Database database) {
        return new Fence(
                database, database.repeatable(handle -> FenceHolder.read(handle).epoch()));
    }

    public long epoch() {
        return epoch;
    }

    /**
     * Claims the fence for a new term and waits for transactions of the previous term; a transaction that is idle for
     * too long is aborted. The term id identifies a claim whose answer was lost.
     *
     * @param leading asked between tries; no further try once it is false
     * @param limit longest wait
     * @throws StaleTermException if a newer term has claimed the fence, or the epoch has been raised
     * @throws ChargingException if the fence could not be claimed in time
     */
    public LeaderTerm claim(String holder, long token, BooleanSupplier leading, Duration limit) {
        LeaderTerm term = new LeaderTerm(UUID.randomUUID(), holder, epoch, token);
        long start = System.nanoTime();
        while (true) {
            try {
                database.jdbi().useTransaction(handle -> claim(handle, term, start));
                return term;
            } catch (StaleTermException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!database.isTransient(e)) {
                    throw e;
                }
                if (!leading.getAsBoolean() || System.nanoTime() - start > limit.toNanos()) {
                    throw new ChargingException(
                            "The fence of " + RESOURCE + " could not be claimed with token " + token + " within "
                                    + limit.toMillis() + "ms, as the database was busy or away.",
                            e);
                }
                clearTheWay(e);
            }
        }
    }

    /** Whether the term is the newest; blocks claims of newer terms until the transaction ends. */
    boolean guard(Handle handle, LeaderTerm term) {
        // An update, not a read: only a row lock makes a claim wait for this transaction's commit.
        return handle.createUpdate(
                                """
                                update leader_fence set updated_at = updated_at
                                where resource = :resource and epoch = :epoch and token = :token and term_id = :termId""")
                        .bind("resource", RESOURCE)
                        .bind("epoch", term.epoch())
                        .bind("token", term.token())
                        .bind("termId", term.termId())
                        .execute()
                == 1;
    }

    /** Counts a decision that the fence refused, in a transaction of its own. */
    void recordRejection(LeaderTerm term, String decision) {
        LOG.warn(
                "The fence refused {} of {} with token {}: a newer term leads.", decision, term.holder(), term.token());
        // Not repeated: a double count would be worse than a missed one.
        database.jdbi().useTransaction(handle -> handle.createUpdate(
                        """
                        insert into fence_rejection (rejected_at, holder, epoch, token, decision)
                        values (current_timestamp, :holder, :epoch, :token, :decision)""")
                .bind("holder", term.holder())
                .bind("epoch", term.epoch())
                .bind("token", term.token())
                .bind("decision", decision)
                .execute());
    }

    /** Records how a term ended. */
    void recordEnd(LeaderTerm term, String reason) {
        database.<Integer, RuntimeException>repeatable(handle -> handle.createUpdate(
                        """
                        update leader_term set ended_at = current_timestamp, end_reason = :reason
                        where term_id = :termId and ended_at is null""")
                .bind("reason", reason)
                .bind("termId", term.termId())
                .execute());
    }

    /**
     * Excludes every running process and lets tokens start again from the beginning, for an operator whose coordination
     * service has lost its data. Processes must be restarted to join the new epoch.
     *
     * @return the new epoch
     */
    public long bumpEpoch(String reason) {
        String why = reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) : reason;
        return database.jdbi().inTransaction(handle -> {
            UUID id = UUID.randomUUID();
            handle.createUpdate(
                            """
                            update leader_fence
                            set epoch = epoch + 1, token = 0, holder = '', term_id = :id, updated_at = current_timestamp
                            where resource = :resource""")
                    .bind("id", id)
                    .bind("resource", RESOURCE)
                    .execute();
            long raised = FenceHolder.read(handle).epoch();
            handle.createUpdate(
                            """
                            insert into leader_term
                            (term_id, epoch, token, holder, claimed_at, claim_wait_millis, ended_at, end_reason)
                            values (:id, :epoch, 0, :holder, current_timestamp, 0, current_timestamp, 'EPOCH_RAISED')""")
                    .bind("id", id)
                    .bind("epoch", raised)
                    .bind("holder", "operator: " + why)
                    .execute();
            return raised;
        });
    }

    private static void claim(Handle handle, LeaderTerm term, long start) {
        int claimed = handle.createUpdate(
                        """
                        update leader_fence
                        set epoch = :epoch, token = :token, holder = :holder, term_id = :termId,
                            updated_at = current_timestamp
                        where resource = :resource and (epoch < :epoch or (epoch = :epoch and token < :token))""")
                .bind("epoch", term.epoch())
                .bind("token", term.token())
                .bind("holder", term.holder())
                .bind("termId", term.termId())
                .bind("resource", RESOURCE)
                .execute();
        if (claimed == 0) {
            FenceHolder.read(handle).checkIs(term);
        }
        handle.createUpdate(
                        """
                        insert into leader_term (term_id, epoch, token, holder, claimed_at, claim_wait_millis)
                        select :termId, :epoch, :token, :holder, current_timestamp, :waited from leader_fence
                        where resource = :resource
                        and not exists (select 1 from leader_term where term_id = :termId)""")
                .bind("termId", term.termId())
                .bind("epoch", term.epoch())
                .bind("token", term.token())
                .bind("holder", term.holder())
                .bind("waited", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .bind("resource", RESOURCE)
                .execute();
    }

    private void clearTheWay(RuntimeException failure) {
        try {
            if (database.isLockTimeout(failure)) {
                database.abortIdleTransactions();
            } else {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChargingException("Interrupted while claiming the fence of " + RESOURCE + ".", e);
        } catch (RuntimeException e) {
            LOG.debug("Could not look for resting transactions.", e);
        }
    }
}
