/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.billing.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Reads leaders and charges from the database; changes nothing. Thread-safe. */
public final class BillingStatus {

    private final Jdbi jdbi;

    public BillingStatus(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** How many subscriptions there are. */
    public long subscriptions() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from subscription")
                .mapTo(Long.class)
                .one());
    }

    /** How many charges of a month are in each state. */
    public ChargeCounts counts(YearMonth month) {
        return new ChargeCounts(jdbi.withHandle(handle -> handle.createQuery(
                        "select state, count(*) from charge where period_start = :month group by state")
                .bind("month", month.atDay(1))
                .reduceRows(new TreeMap<String, Long>(), (counts, row) -> {
                    counts.put(row.getColumn(1, String.class), row.getColumn(2, Long.class));
                    return counts;
                })));
    }

    /** How many charges are in each state, by month, oldest month first. */
    public Map<YearMonth, ChargeCounts> countsByMonth() {
        List<YearMonth> months = jdbi.withHandle(
                handle -> handle.createQuery("select distinct period_start from charge order by period_start")
                        .mapTo(LocalDate.class)
                        .map(YearMonth::from)
                        .list());
        Map<YearMonth, ChargeCounts> all = new TreeMap<>();
        months.forEach(month -> all.put(month, counts(month)));
        return all;
    }

    /** Every term that claimed the fence, oldest first. */
    public List<TermRow> terms() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        """
                select holder, epoch, token, claimed_at, claim_wait_millis, ended_at, end_reason
                  from leader_term order by epoch, token, claimed_at""")
                .map((row, context) -> new TermRow(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        instant(row, 4).orElse(Instant.EPOCH),
                        row.getLong(5),
                        instant(row, 6),
                        Optional.ofNullable(row.getString(7))))
                .list());
    }

    /** The present holder of the fence; empty until a term has claimed it. */
    public Optional<FenceRow> fence() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select holder, epoch, token, updated_at from leader_fence where epoch > 0 or token > 0")
                .map((row, context) -> new FenceRow(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        instant(row, 4).orElse(Instant.EPOCH)))
                .findFirst());
    }

    /** How many decisions the fence refused. */
    public long fenceRejections() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from fence_rejection")
                .mapTo(Long.class)
                .one());
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
