/* SPDX-FileCopyrightText: The Election4j authors */
/* SPDX-License-Identifier: Apache-2.0 */
package io.election4j.backend;

import io.election4j.runtime.LoopTasks;
import io.election4j.spi.Campaign;
import io.election4j.spi.Renewal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Holds the campaigns of one backend from their beginning until nothing is left to do for them. Lives on the loop, but for
 * {@link #add} and {@link #renew}.
 *
 * @param <C> the campaigns of the backend
 */
public final class CampaignRegistry<C extends RegisteredCampaign> {
    private final BackendThreads threads;
    private final ServiceProblems problems;
    private final Class<C> type;
    private final Consumer<String> onVacated;
    private final Map<C, String> elections = new LinkedHashMap<>();
    private final Map<String, Set<C>> byElection = new HashMap<>();
    private boolean closed;

    /**
     * Creates an empty registry.
     *
     * @param type the class of the campaigns
     * @param onVacated receives each election of which no campaign is left, so that what is kept for it can be forgotten
     */
    public CampaignRegistry(
            BackendThreads threads, ServiceProblems problems, Class<C> type, Consumer<String> onVacated) {
        this.threads = threads;
        this.problems = problems;
        this.type = type;
        this.onVacated = onVacated;
    }

    /**
     * Adds a campaign and begins it on the loop. Any thread.
     *
     * @param election what {@link #of} finds it by
     * @return the campaign
     */
    public C add(String election, C campaign) {
        boolean accepted = threads.run(() -> {
            if (closed) {
                campaign.abort(problems.closed());
            } else {
                elections.put(campaign, election);
                byElection
                        .computeIfAbsent(election, none -> new LinkedHashSet<>())
                        .add(campaign);
                campaign.begin();
            }
        });
        if (!accepted) {
            campaign.state().neverBegan();
        }
        return campaign;
    }

    /**
     * As {@link io.election4j.spi.Backend#renew}. Any thread.
     *
     * @param ask asks the service, on the loop
     */
    public void renew(
            Collection<? extends Campaign> renewed,
            BiConsumer<Collection<? extends Campaign>, Renewal> answer,
            Consumer<RenewalRequest<C>> ask) {
        RenewalRequest.begin(threads, renewed.stream().map(type::cast).toList(), answer, ask, problems.closed());
    }

    /** The campaigns at present, in the order in which they were added. */
    public List<C> all() {
        return List.copyOf(elections.keySet());
    }

    /** Those of one election. */
    public List<C> of(String election) {
        return List.copyOf(byElection.getOrDefault(election, Set.of()));
    }

    /** Calls each campaign's {@link RegisteredCampaign#tick}; if one throws, the others are called nevertheless. */
    public void tick() {
        LoopTasks.forEach(all(), campaign -> {
            if (!campaign.tick()) {
                forget(campaign);
            }
        });
    }

    private void forget(C campaign) {
        String election = elections.remove(campaign);
        Set<C> rivals = byElection.getOrDefault(election, Set.of());
        rivals.remove(campaign);
        if (rivals.isEmpty()) {
            byElection.remove(election);
            onVacated.accept(election);
        }
    }

    /** Aborts all campaigns, and those that are added later. */
    public void close() {
        closed = true;
        LoopTasks.forEach(all(), campaign -> campaign.abort(problems.closed()));
        elections.clear();
        byElection.clear();
    }
}
