/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.consul;

import io.election4j.ElectionException;
import io.election4j.backend.RenewalRequest.Pending;
import io.election4j.backend.ServiceProblems;
import io.election4j.consul.ConsulHttp.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Renews the campaigns of some sessions once. A session that exists proves each of its seats for the lock-delay: if it ended
 * now, its seats would stay free for so long. Other clients can overwrite keys, so each seat is also read once per span; the
 * win counts as the first reading. A seat that is read as held proves its session. Lives on the loop.
 */
final class RenewalRound {
    /** More seats than this are read by one request for the whole namespace. */
    private static final int MOST_SINGLE_READS = 3;

    private static final int BEATS = 3;
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(100);

    private final CampaignContext context;
    private final List<Pending<ConsulCampaign>> batch;
    private final Consumer<List<Pending<ConsulCampaign>>> then;
    private final long startedAt;
    private final Set<Session> proven = new HashSet<>();
    private final Set<ConsulCampaign> seated = new HashSet<>();
    private final Map<Session, ElectionException> failed = new HashMap<>();
    private final Map<Duration, List<Pending<ConsulCampaign>>> granted = new LinkedHashMap<>();
    private int outstanding = 1;

    /** The last parameter receives the renewals without an outcome. */
    RenewalRound(
            CampaignContext context,
            List<Pending<ConsulCampaign>> batch,
            Consumer<List<Pending<ConsulCampaign>>> then) {
        this.context = context;
        this.batch = batch;
        this.then = then;
        this.startedAt = context.now();
    }

    void start() {
        Set<ConsulCampaign> winners =
                campaigns().stream().filter(ConsulCampaign::hasWon).collect(Collectors.toSet());
        Set<ConsulCampaign> due = winners.size() <= MOST_SINGLE_READS
                ? winners
                : winners.stream()
                        .filter(each -> each.isSeatDue(startedAt, spanOf(each)))
                        .collect(Collectors.toSet());
        Set<Session> shown =
                due.stream().flatMap(each -> each.session().stream()).collect(Collectors.toSet());
        if (due.size() <= MOST_SINGLE_READS) {
            due.forEach(this::readSeat);
        } else {
            readAllSeats(due);
        }
        sessions().stream().filter(session -> !shown.contains(session)).forEach(this::readSession);
        answered();
    }

    private Set<ConsulCampaign> campaigns() {
        return batch.stream().map(Pending::campaign).collect(Collectors.toSet());
    }

    private Set<Session> sessions() {
        return campaigns().stream().flatMap(each -> each.session().stream()).collect(Collectors.toSet());
    }

    private static Duration spanOf(ConsulCampaign campaign) {
        return campaign.session().map(Session::lockDelay).orElse(Duration.ZERO);
    }

    private Duration limit(Duration span) {
        return ConsulSettings.shorter(
                ConsulSettings.longer(span.dividedBy(BEATS), SHORTEST_LIMIT),
                context.settings().patience());
    }

    private void readSeat(ConsulCampaign campaign) {
        outstanding++;
        campaign.session().ifPresent(session -> context.api()
                .read(
                        Lane.PULSE,
                        campaign.seat(),
                        limit(session.lockDelay()),
                        entry -> {
                            onSeat(campaign, session, entry);
                            answered();
                        },
                        failure -> onFailure(session, failure, "the key " + campaign.seat())));
    }

    private void readAllSeats(Set<ConsulCampaign> due) {
        outstanding++;
        Map<ConsulCampaign, Session> asked = new HashMap<>();
        due.forEach(each -> each.session().ifPresent(session -> asked.put(each, session)));
        Duration span = asked.values().stream()
                .map(Session::lockDelay)
                .min(Duration::compareTo)
                .orElseThrow();
        String all = context.settings().keys().all();
        context.api()
                .readAll(
                        Lane.PULSE,
                        all,
                        limit(span),
                        entries -> {
                            Map<String, Entry> byKey =
                                    entries.stream().collect(Collectors.toMap(Entry::key, entry -> entry));
                            asked.forEach((campaign, session) ->
                                    onSeat(campaign, session, Optional.ofNullable(byKey.get(campaign.seat()))));
                            answered();
                        },
                        failure -> {
                            ElectionException problem = context.problem(failure, "the keys of " + all);
                            asked.values().forEach(session -> failed.put(session, problem));
                            answered();
                        });
    }

    private void onSeat(ConsulCampaign campaign, Session session, Optional<Entry> entry) {
        if (entry.filter(seat -> campaign.isSeatedBy(seat, session)).isPresent()) {
            proven.add(session);
            seated.add(campaign);
            campaign.onSeatProven(startedAt);
        } else {
            campaign.lose();
        }
    }

    private void readSession(Session session) {
        outstanding++;
        context.api()
                .sessionName(
                        session.id(),
                        limit(session.lockDelay()),
                        name -> {
                            if (name.isPresent()) {
                                proven.add(session);
                            } else {
                                context.pool().onGone(session);
                            }
                            answered();
                        },
                        failure -> onFailure(session, failure, "its session"));
    }

    private void onFailure(Session session, CallFailure failure, String subject) {
        failed.put(session, context.problem(failure, subject));
        answered();
    }

    private void answered() {
        outstanding--;
        if (outstanding == 0) {
            List<Pending<ConsulCampaign>> unanswered = new ArrayList<>();
            batch.forEach(renewal -> conclude(renewal, unanswered));
            granted.forEach((span, renewals) -> Pending.grant(renewals, span));
            then.accept(unanswered);
        }
    }

    private void conclude(Pending<ConsulCampaign> renewal, List<Pending<ConsulCampaign>> unanswered) {
        ConsulCampaign campaign = renewal.campaign();
        Optional<Session> session = campaign.session();
        Optional<ElectionException> failure = session.map(failed::get);
        if (campaign.isOver()) {
            renewal.fail(ServiceProblems.over());
        } else if (campaign.obstacle().isPresent()) {
            renewal.fail(campaign.obstacle().get());
        } else if (session.filter(proven::contains).isPresent()
                && (seated.contains(campaign) || !campaign.isSeatDue(startedAt, spanOf(campaign)))) {
            granted.computeIfAbsent(spanOf(campaign), span -> new ArrayList<>()).add(renewal);
        } else if (failure.isPresent()) {
            renewal.fail(failure.get());
        } else {
            unanswered.add(renewal); // it has won, or received another session, since the round began
        }
    }
}
